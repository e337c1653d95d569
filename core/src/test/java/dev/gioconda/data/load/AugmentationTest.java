package dev.gioconda.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.data.synthetic.ImageDegradations;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final Augmentation EVERYTHING =
            new Augmentation(0.1, 15, 5, 0.2, 0.5, 0.3, 0.3, 0.3, 0.3, 0.5, 0.05, 0.5, 0.5);

    private static Tensor pictures() {
        return Tensors.uniform(Tensors.generator(3), 4, 3, 16, 16);
    }

    private static Augmentation flipped(double probability) {
        return new Augmentation(0, 0, 0, 0, probability, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static float[] augmentedValues(Tensor tensor) {
        return Tensors.floats(tensor);
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        float[] expectedValues = augmentedValues(expected);
        assertThat(augmentedValues(actual)).hasSize(expectedValues.length).satisfies(actualValues -> {
            for (int i = 0; i < expectedValues.length; i++) {
                assertThat(actualValues[i]).as("value %d", i).isCloseTo(expectedValues[i], within(1e-4f));
            }
        });
    }

    @Test
    void disabled_augmentation_changes_nothing() {
        Tensor x = pictures();
        assertThat(Augmentation.NONE.apply(x, Tensors.generator(1))).isSameAs(x);
    }

    @Test
    void flip_is_the_exact_mirror_image() {
        Tensor x = pictures();
        assertClose(flipped(1).apply(x, Tensors.generator(1)), x.flip(3));
        assertClose(flipped(1e-9).apply(x, Tensors.generator(1)), x);
    }

    @Test
    void shift_moves_all_pixels_equally_and_within_the_limit() {
        float[] values = new float[3 * 16 * 16];
        for (int c = 0; c < 3; c++) {
            values[c * 256 + 8 * 16 + 8] = 1; // one white pixel at (8, 8)
        }
        Augmentation shift = new Augmentation(0.25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0); // up to 4 pixels
        for (int seed = 0; seed < 20; seed++) {
            float[] shifted = augmentedValues(shift.apply(Tensors.of(values, 1, 3, 16, 16), Tensors.generator(seed)));
            double mass = 0;
            double x = 0;
            double y = 0;
            for (int i = 0; i < 256; i++) {
                mass += shifted[i];
                x += shifted[i] * (i % 16);
                y += shifted[i] * Math.floorDiv(i, 16);
            }
            assertThat(mass).isCloseTo(1, within(1e-4)); // bilinear: shared by neighbors
            assertThat(x / mass - 8).isBetween(-4.001, 4.001);
            assertThat(y / mass - 8).isBetween(-4.001, 4.001);
        }
    }

    @Test
    void augmented_values_stay_between_zero_and_one() {
        for (int seed = 0; seed < 10; seed++) {
            float[] values = augmentedValues(EVERYTHING.apply(pictures(), Tensors.generator(seed)));
            assertThat(values).hasSize(4 * 3 * 16 * 16);
            for (float value : values) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void same_seed_gives_same_batch_and_keeps_the_inputs() {
        Tensor x = pictures();
        float[] before = augmentedValues(x);
        float[] first = augmentedValues(EVERYTHING.apply(x, Tensors.generator(7, 1)));
        assertThat(augmentedValues(EVERYTHING.apply(x, Tensors.generator(7, 1))))
                .isEqualTo(first);
        assertThat(augmentedValues(EVERYTHING.apply(x, Tensors.generator(7, 2))))
                .isNotEqualTo(first);
        assertThat(augmentedValues(x)).isEqualTo(before);
    }

    /** Labels belong to pictures by position: an augmented batch keeps the order. */
    @Test
    void augmentation_keeps_the_batch_order() {
        float[] values = new float[4 * 3 * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.floorDiv(i, 192) / 4f; // picture i has the value i / 4 everywhere
        }
        Augmentation geometry = new Augmentation(0.2, 20, 10, 0.2, 0.5, 0, 0, 0, 0, 1, 0, 0, 0);
        Tensor x = Tensors.of(values, 4, 3, 8, 8);
        assertClose(geometry.apply(x, Tensors.generator(5)), x);
    }

    @Test
    void gray_images_have_three_equal_channels() {
        Augmentation grayscale = new Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
        Tensor x = grayscale.apply(pictures(), Tensors.generator(1));
        assertClose(x.select(1, 0), x.select(1, 1));
        assertClose(x.select(1, 1), x.select(1, 2));
    }

    @Test
    void jpeg_artifacts_change_only_detailed_images() {
        float[] flat = new float[3 * 16 * 16];
        java.util.Arrays.fill(flat, 0.5f);
        float[] values = augmentedValues(ImageDegradations.jpeg(Tensors.of(flat, 1, 3, 16, 16), Tensors.generator(1)));
        for (float value : values) {
            assertThat(value).isCloseTo(values[0], within(1e-5f));
            // the mean is quantized in steps of at most 16 * 50 / 15 / 8 gray levels
            assertThat(value).isCloseTo(0.5f, within(3.4f / 255));
        }
        Tensor x = pictures();
        assertThat(augmentedValues(ImageDegradations.jpeg(x, Tensors.generator(1))))
                .isNotEqualTo(augmentedValues(x));
        Tensor odd = Tensors.uniform(Tensors.generator(3), 1, 3, 12, 16);
        assertThat(ImageDegradations.jpeg(odd, Tensors.generator(1))).isSameAs(odd);
    }

    @Test
    void blur_keeps_the_mean_and_lowers_the_contrast() {
        float[] values = new float[3 * 16 * 16];
        values[7 * 16 + 7] = 1;
        Tensor x = Tensors.of(values, 1, 3, 16, 16);
        Tensor blurred = ImageDegradations.blur(x);
        assertThat(Tensors.scalar(blurred.mean())).isCloseTo(Tensors.scalar(x.mean()), within(1e-7));
        assertThat(Tensors.scalar(blurred.max())).isCloseTo(36 / 256.0, within(1e-6));
    }
}
