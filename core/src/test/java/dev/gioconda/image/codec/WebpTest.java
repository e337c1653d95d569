package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WebpTest {
    private static final int[] WHITE = {255, 255, 255};
    private final SafeImageDecoder decoder = new SafeImageDecoder();

    @Test
    void lossless_webp_is_decoded_exactly() throws IOException {
        assertThat(decoder.decode(QuartersFixture.losslessWebp()).rgb())
                .isEqualTo(QuartersFixture.picture().rgb());
    }

    @Test
    void lossless_webp_with_transforms_is_decoded_exactly() throws IOException {
        Picture picture = decoder.decode(QuartersFixture.gradientWebp());
        assertThat(picture.width()).isEqualTo(60);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 60; x++) {
                assertThat(picture.at(x, y, 0)).isEqualTo(x * 4 % 256);
                assertThat(picture.at(x, y, 1)).isEqualTo(y * 6 % 256);
                assertThat(picture.at(x, y, 2)).isEqualTo(x * y / 10 % 256);
            }
        }
    }

    @Test
    void lossy_webp_is_decoded_within_tolerance() throws IOException {
        Picture picture = decoder.decode(QuartersFixture.lossyWebp());
        for (int quarter = 0; quarter < 4; quarter++) {
            assertQuarter(picture, quarter, QuartersFixture.COLORS[quarter], 12);
        }
    }

    @Test
    void transparency_of_webp_is_blended_onto_white() throws IOException {
        assertTransparent(decoder.decode(QuartersFixture.losslessWebpWithAlpha()), 1);
        assertTransparent(decoder.decode(QuartersFixture.lossyWebpWithAlpha()), 12);
    }

    private static void assertTransparent(Picture picture, int tolerance) {
        assertQuarter(picture, 0, WHITE, 0);
        assertQuarter(picture, 1, QuartersFixture.COLORS[1], tolerance);
        int[] half = Arrays.stream(QuartersFixture.COLORS[2])
                .map(level -> (level * 128 + 255 * 127) / 255)
                .toArray();
        assertQuarter(picture, 2, half, tolerance);
    }

    @Test
    void stored_transparency_of_webp_is_read() throws IOException {
        byte[] lossy = QuartersFixture.lossyWebp();
        int pixels = QuartersFixture.WIDTH * QuartersFixture.HEIGHT;
        byte[] alpha = new byte[1 + pixels];
        alpha[0] = 1 << 2; // not compressed, differences to the left pixel
        alpha[1] = (byte) 255;
        byte[] file = webp(
                chunk("VP8X", new byte[] {16, 0, 0, 0, 31, 0, 0, 23, 0, 0}),
                chunk("ALPH", alpha),
                Arrays.copyOfRange(lossy, 12, lossy.length));
        assertThat(decoder.decode(file).rgb()).isEqualTo(decoder.decode(lossy).rgb());
        alpha[1] = 0;
        byte[] transparent = webp(
                chunk("VP8X", new byte[] {16, 0, 0, 0, 31, 0, 0, 23, 0, 0}),
                chunk("ALPH", alpha),
                Arrays.copyOfRange(lossy, 12, lossy.length));
        assertThat(decoder.decode(transparent).rgb()).containsOnly(255);
    }

    @Test
    void orientation_of_webp_is_applied() throws IOException {
        Picture picture = decoder.decode(QuartersFixture.turnedWebp());
        assertThat(picture.width()).isEqualTo(QuartersFixture.HEIGHT);
        assertThat(picture.at(0, 0, 2))
                .isEqualTo(QuartersFixture.COLORS[2][2]); // the lower left corner is the upper left one
    }

    @Test
    void first_frame_of_animated_webp_is_read() throws IOException {
        assertThat(decoder.decode(QuartersFixture.animatedWebp()).rgb())
                .isEqualTo(QuartersFixture.picture().rgb());
    }

    @Test
    void profile_of_webp_is_applied() throws IOException {
        byte[] lossless = QuartersFixture.losslessWebp();
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] file = webp(
                chunk("VP8X", new byte[] {32, 0, 0, 0, 31, 0, 0, 23, 0, 0}),
                chunk("ICCP", profile),
                Arrays.copyOfRange(lossless, 12, lossless.length));
        assertThat(decoder.decode(file).at(0, 0, 1)).isBetween(94, 97); // 30 in linear light
    }

    @Test
    void truncated_webp_is_rejected() {
        for (byte[] file : new byte[][] {
            QuartersFixture.lossyWebp(), QuartersFixture.losslessWebp(), QuartersFixture.lossyWebpWithAlpha()
        }) {
            for (int length = 12; length < file.length; length++) {
                byte[] truncated = Arrays.copyOf(file, length);
                assertThatThrownBy(() -> decoder.decode(truncated))
                        .isInstanceOf(RefusedPictureException.class)
                        .hasMessageContaining("This WebP file ends in the middle");
            }
        }
    }

    @Test
    void webp_of_false_size_is_rejected_from_its_header() {
        byte[] file = QuartersFixture.losslessWebp();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 0x0fffffff); // 16,384 x 16,384
        assertThatThrownBy(() -> decoder.decode(file)).hasMessageContaining("16,384 x 16,384 pixels; expected");
    }

    @Test
    void repeated_transforms_of_webp_are_rejected() {
        byte[] data = new byte[1_000];
        Arrays.fill(data, (byte) 0b0110_1101); // subtracted green again and again: 1, then 2 in two bits
        data[0] = 0x2f;
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putInt(1, 4_999 << 14 | 4_999);
        byte[] file = webp(chunk("VP8L", data));
        assertThatThrownBy(() -> decoder.decode(file)).hasMessageContaining("This WebP file is damaged");
    }

    private static void assertQuarter(Picture picture, int quarter, int[] color, int tolerance) {
        int x = QuartersFixture.WIDTH / 4 + quarter % 2 * QuartersFixture.WIDTH / 2;
        int y = QuartersFixture.HEIGHT / 4 + quarter / 2 * QuartersFixture.HEIGHT / 2;
        for (int c = 0; c < 3; c++) {
            assertThat(Math.abs(picture.at(x, y, c) - color[c])).isLessThanOrEqualTo(tolerance);
        }
    }

    private static byte[] webp(byte[]... chunks) {
        byte[] all = "WEBP".getBytes(StandardCharsets.US_ASCII);
        for (byte[] chunk : chunks) {
            all = EncodedImageFixture.concat(all, chunk);
        }
        return chunk("RIFF", all);
    }

    private static byte[] chunk(String name, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + (data.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }
}
