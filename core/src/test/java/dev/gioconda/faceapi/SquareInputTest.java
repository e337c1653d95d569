package dev.gioconda.faceapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class SquareInputTest {

    /** A picture of the same value in all channels. */
    private static Picture gray(int width, int height, int... values) {
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) values[i / 3];
        }
        return new Picture(width, height, rgb);
    }

    private static float[] scaled(Picture picture, int size, boolean centered) {
        float[] all = new SquareInput(size, centered, List.of(0f, 0f, 0f), 1).scaled(picture);
        float[] red = new float[size * size];
        for (int i = 0; i < red.length; i++) {
            red[i] = all[3 * i];
        }
        return red;
    }

    @Test
    void scaling_up_has_no_half_pixel_centers() {
        assertThat(scaled(gray(2, 2, 0, 100, 200, 60), 4, true))
                .containsExactly(
                        0, 50, 100, 100, //
                        100, 90, 80, 80, //
                        200, 130, 60, 60, //
                        200, 130, 60, 60);
    }

    @Test
    void scaling_down_reads_two_neighbors() {
        assertThat(scaled(gray(3, 3, 0, 10, 20, 30, 40, 50, 60, 70, 80), 2, true))
                .containsExactly(0, 15, 45, 60); // positions 0 and 1.5
    }

    @Test
    void centered_padding_of_an_odd_number_has_more_after() {
        assertThat(scaled(gray(1, 4, 10, 20, 30, 40), 4, true))
                .containsExactly(0, 10, 0, 0, 0, 20, 0, 0, 0, 30, 0, 0, 0, 40, 0, 0);
        assertThat(scaled(gray(4, 1, 10, 20, 30, 40), 4, true))
                .containsExactly(0, 0, 0, 0, 10, 20, 30, 40, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void other_padding_is_at_the_right_or_at_the_bottom() {
        assertThat(scaled(gray(1, 2, 10, 20), 2, false)).containsExactly(10, 0, 20, 0);
        assertThat(scaled(gray(2, 1, 10, 20), 2, false)).containsExactly(10, 20, 0, 0);
    }

    @Test
    void values_are_normalized_channel_by_channel() {
        Picture red = new Picture(1, 1, new byte[] {(byte) 255, 0, 51});
        try (PointerScope scope = new PointerScope()) {
            Tensor input = SquareInput.ofFace(2).tensor(List.of(red, red)); // [2, 3, 2, 2]
            assertThat(input.shape()).containsExactly(2, 3, 2, 2);
            float[] values = Tensors.floats(input);
            assertThat(values[0]).isCloseTo((255 - 122.782f) / 255, within(1e-6f));
            assertThat(values[12 + 7]).isCloseTo(-117.001f / 255, within(1e-6f));
            assertThat(values[12 + 8]).isCloseTo((51 - 104.298f) / 255, within(1e-6f));
        }
    }
}
