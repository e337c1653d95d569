package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** JPEG files of four inks. */
class InkJpegTest {
    private final SafeImageDecoder decoder = new SafeImageDecoder();

    @Test
    void cmyk_jpeg_is_converted_to_rgb() throws IOException {
        Picture picture = decoder.decode(QuartersFixture.cmykJpeg());
        for (int quarter = 0; quarter < 4; quarter++) {
            for (int c = 0; c < 3; c++) {
                assertThat(picture.at(8 + quarter % 2 * 16, 6 + quarter / 2 * 12, c))
                        .isBetween(QuartersFixture.COLORS[quarter][c] - 4, QuartersFixture.COLORS[quarter][c] + 4);
            }
        }
    }

    @Test
    void ycck_jpeg_is_converted_to_rgb() throws IOException {
        byte[] jpeg = QuartersFixture.cmykJpeg();
        jpeg[17] = 2; // the transform of the Adobe segment: the stored 200, 30, 40 are now brightness and color
        // differences
        Picture picture = decoder.decode(jpeg);
        // JFIF: blue 200 + 1.772 * (30 - 128) = 26, red 200 + 1.402 * (40 - 128) = 77, whose complements are stored
        // inverted
        assertThat(picture.at(8, 6, 0)).isBetween(255 - 77 - 6, 255 - 77 + 6);
        assertThat(picture.at(8, 6, 2)).isBetween(255 - 26 - 6, 255 - 26 + 6);
    }

    @Test
    void inks_multiply_without_a_profile() {
        byte[] inks = {0, (byte) 255, 0, 0, 0, 0, 0, (byte) 128};
        assertThat(ColorProfile.inksToSrgb(2, 1, inks, StrippedImage.NO_PROFILE).rgb())
                .containsExactly(255, 0, 255, 127, 127, 127);
        byte[] damaged = new byte[500];
        assertThat(ColorProfile.inksToSrgb(2, 1, inks, damaged).rgb()).containsExactly(255, 0, 255, 127, 127, 127);
    }
}
