package dev.gioconda.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** One pixel, by hand. */
class NormalizationTest {

    private static final Tensor PIXEL = Tensors.of(new float[] {1, 0.5f, 0}, 1, 3, 1, 1); // red, green, blue

    @Test
    void caffe_pixels_are_bgr_with_mean_subtracted() {
        assertThat(Tensors.floats(Normalization.CAFFE.apply(PIXEL)))
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(0 - 103.939f, 127.5f - 116.779f, 255 - 123.68f);
    }

    @Test
    void imagenet_pixels_have_zero_mean_and_unit_deviation() {
        float[] values = Tensors.floats(Normalization.IMAGENET.apply(PIXEL));
        assertThat(values[0]).isCloseTo((1 - 0.485f) / 0.229f, Offset.offset(1e-5f));
        assertThat(values[1]).isCloseTo((0.5f - 0.456f) / 0.224f, Offset.offset(1e-5f));
        assertThat(values[2]).isCloseTo(-0.406f / 0.225f, Offset.offset(1e-5f));
    }
}
