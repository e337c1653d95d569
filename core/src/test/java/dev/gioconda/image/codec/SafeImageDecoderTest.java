package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeImageDecoderTest {
    private static final byte[] NONE = {};
    private final SafeImageDecoder decoder = new SafeImageDecoder();

    @Test
    void png_is_decoded_exactly() throws IOException {
        Picture picture = PictureFixture.noise(13, 7, 1);
        assertThat(decoder.decode(PictureWriter.png(picture)).rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void jpeg_is_decoded_within_tolerance() throws IOException {
        Picture picture = PictureFixture.gradient(64, 48);
        Picture decoded = decoder.decode(PictureWriter.jpeg(picture, 0.95));
        assertThat(decoded.width()).isEqualTo(64);
        assertThat(decoded.height()).isEqualTo(48);
        assertNear(decoded, picture, 12);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 60, 128, 200, 255})
    void gray_jpeg_is_not_brightened(int value) throws IOException {
        Picture decoded = decoder.decode(EncodedImageFixture.byImageIo(grayImage(value), "jpeg"));
        assertNear(decoded, PictureFixture.plain(16, 16, value), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 60, 128, 200, 255})
    void gray_png_is_not_brightened(int value) throws IOException {
        assertNear(
                decoder.decode(EncodedImageFixture.byImageIo(grayImage(value), "png")),
                PictureFixture.plain(16, 16, value),
                0);
    }

    @Test
    void sixteen_bit_samples_are_rounded_to_eight() throws IOException {
        byte[] color = {(byte) 0xff, (byte) 0xff, 0x40, 0x00, 0x00, 0x00};
        assertPixel(decoder.decode(EncodedImageFixture.png(1, 1, 16, 2, NONE, color)), 255, 64, 0);
        assertPixel(decoder.decode(EncodedImageFixture.png(1, 1, 16, 0, NONE, new byte[] {0x40, 0x40})), 64, 64, 64);
    }

    @Test
    void low_bit_depth_gray_fills_the_range() throws IOException {
        Picture picture = decoder.decode(EncodedImageFixture.png(4, 1, 2, 0, NONE, new byte[] {0b00_01_10_11}));
        assertThat(picture.rgb()).containsExactly(0, 0, 0, 85, 85, 85, 170, 170, 170, 255, 255, 255);
    }

    @Test
    void transparent_palette_is_blended_onto_white() throws IOException {
        byte[] palette = EncodedImageFixture.chunk("PLTE", new byte[] {(byte) 200, 10, 20, 0, 0, 0});
        byte[] alpha = EncodedImageFixture.chunk("tRNS", new byte[] {(byte) 255, 0});
        Picture picture = decoder.decode(
                EncodedImageFixture.png(2, 1, 8, 3, EncodedImageFixture.concat(palette, alpha), new byte[] {0, 1}));
        assertThat(picture.rgb()).containsExactly(200, 10, 20, 255, 255, 255);
    }

    @Test
    void alpha_is_blended_onto_white() throws IOException {
        byte[] samples = {100, 0, 50, 0, 100, 0, 50, (byte) 128, 100, 0, 50, (byte) 255};
        Picture picture = decoder.decode(EncodedImageFixture.png(3, 1, 8, 6, NONE, samples));
        assertThat(picture.rgb()).containsExactly(255, 255, 255, 177, 127, 152, 100, 0, 50);
        assertPixel(decoder.decode(EncodedImageFixture.png(1, 1, 8, 4, NONE, new byte[] {40, 0})), 255, 255, 255);
    }

    @Test
    void transparent_color_key_is_replaced_by_white() throws IOException {
        byte[] key = EncodedImageFixture.chunk("tRNS", new byte[] {0, 1, 0, 2, 0, 3});
        Picture picture = decoder.decode(EncodedImageFixture.png(2, 1, 8, 2, key, new byte[] {1, 2, 3, 1, 2, 4}));
        assertThat(picture.rgb()).containsExactly(255, 255, 255, 1, 2, 4);
    }

    @Test
    void text_and_profile_chunks_are_dropped() throws IOException {
        byte[] text = EncodedImageFixture.chunk("zTXt", new byte[] {'x', 0, 0, 1, 2, 3});
        byte[] profile = EncodedImageFixture.chunk("iCCP", new byte[] {'x', 0, 0, 9, 9});
        byte[] bytes = EncodedImageFixture.png(1, 1, 8, 0, EncodedImageFixture.concat(text, profile), new byte[] {7});
        assertThat(PngFile.strip(bytes).bytes()).hasSizeLessThan(bytes.length - 25);
        assertPixel(decoder.decode(bytes), 7, 7, 7);
    }

    @Test
    void trailing_bytes_are_ignored() throws IOException {
        byte[] rest = "PK and then a whole archive".getBytes(StandardCharsets.US_ASCII);
        Picture picture = PictureFixture.gradient(20, 20);
        assertThat(decoder.decode(EncodedImageFixture.concat(PictureWriter.png(picture), rest))
                        .rgb())
                .isEqualTo(picture.rgb());
        byte[] jpeg = PictureWriter.jpeg(picture, 0.9);
        assertThat(decoder.decode(EncodedImageFixture.concat(jpeg, rest)).rgb())
                .isEqualTo(decoder.decode(jpeg).rgb());
    }

    @Test
    void every_truncation_is_rejected() {
        byte[] jpeg = PictureWriter.jpeg(PictureFixture.noise(30, 30, 2), 0.8);
        byte[] withoutEnd = Arrays.copyOf(jpeg, jpeg.length - 2); // is accepted, see MissingEndMarkerTest
        for (byte[] complete : new byte[][] {PictureWriter.png(PictureFixture.noise(30, 30, 2)), withoutEnd}) {
            for (int length = 8; length < complete.length; length++) {
                byte[] truncated = Arrays.copyOf(complete, length);
                assertRefused(() -> decoder.decode(truncated), "ends in the middle");
            }
        }
    }

    @Test
    void other_file_kinds_are_rejected_by_name() {
        assertRefused(() -> decoder.decode("<html>secret</html>".getBytes(StandardCharsets.US_ASCII)), "a web page");
        assertRefused(
                () -> decoder.decode("secret".getBytes(StandardCharsets.US_ASCII)), "a file of an unknown format");
        assertRefused(() -> decoder.decode(NONE), "This file is empty");
    }

    @Test
    void error_messages_do_not_repeat_the_bytes() {
        assertThatThrownBy(() -> decoder.decode("<html>secret</html>".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageNotContaining("secret");
    }

    @Test
    void decompression_bomb_is_rejected_from_its_header() {
        byte[] wide = EncodedImageFixture.png(2_000_000_000, 1, 8, 0, NONE, new byte[] {0});
        byte[] large = EncodedImageFixture.png(9_000, 9_000, 8, 0, NONE, new byte[9_000]);
        assertRefused(() -> decoder.decode(wide), "2,000,000,000 x 1 pixels; expected at most 10,000 a side");
        assertRefused(() -> decoder.decode(large), "9,000 x 9,000 pixels");
    }

    @Test
    void unreadable_picture_is_named_with_a_conversion() {
        byte[] avif = "\0\0\0 ftypavif".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(
                () -> decoder.decode(avif), "This is an AVIF picture; expected JPEG, PNG, WebP, GIF, BMP or TIFF.");
        assertRefused(() -> decoder.decode(avif), "avifdec in.avif out.png");
    }

    @Test
    void each_decoder_applies_its_own_limits() {
        byte[] png = PictureWriter.png(PictureFixture.plain(30, 20, 9));
        assertRefused(
                () -> new SafeImageDecoder(new SafeImageDecoder.DecodeLimits(50, 1_000, 100)).decode(png),
                "more than 50 bytes");
        assertRefused(
                () -> new SafeImageDecoder(new SafeImageDecoder.DecodeLimits(9_999, 599, 100)).decode(png),
                "30 x 20 pixels");
        assertRefused(
                () -> new SafeImageDecoder(new SafeImageDecoder.DecodeLimits(9_999, 600, 29)).decode(png),
                "30 x 20 pixels");
    }

    @Test
    void files_are_read_up_to_the_limit(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.png");
        Picture picture = PictureFixture.noise(9, 9, 3);
        Files.write(file, PictureWriter.png(picture));
        assertThat(decoder.read(file).rgb()).isEqualTo(picture.rgb());
        assertRefused(
                () -> new SafeImageDecoder(new SafeImageDecoder.DecodeLimits(20, 1_000, 100)).read(file),
                "more than 20 bytes");
        assertThatThrownBy(() -> decoder.read(folder.resolve("none.png"))).isInstanceOf(NoSuchFileException.class);
    }

    private static BufferedImage grayImage(int value) {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            image.getRaster().setSample(i % 16, i / 16, 0, value);
        }
        return image;
    }

    @Test
    void every_scan_of_a_progressive_jpeg_counts_as_a_pass() throws RefusedPictureException {
        SafeImageDecoder decoder = new SafeImageDecoder();
        byte[] baseline = PictureWriter.jpeg(PictureFixture.noise(30, 20, 1), 0.9);
        assertThat(decoder.scannedPixels(baseline)).isEqualTo(30 * 20);
        assertThat(decoder.scannedPixels(EncodedImageFixture.repeatedScans(30, 20, 40)))
                .isEqualTo(40L * 30 * 20);
    }

    private static void assertPixel(Picture picture, int red, int green, int blue) {
        assertThat(new int[] {picture.at(0, 0, 0), picture.at(0, 0, 1), picture.at(0, 0, 2)})
                .containsExactly(red, green, blue);
    }

    private static void assertNear(Picture picture, Picture expected, int tolerance) {
        for (int y = 0; y < expected.height(); y++) {
            for (int x = 0; x < expected.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    int difference = Math.abs(picture.at(x, y, c) - expected.at(x, y, c));
                    assertThat(difference).isLessThanOrEqualTo(tolerance);
                }
            }
        }
    }

    private static void assertRefused(ThrowingCallable decode, String message) {
        assertThatThrownBy(decode).isInstanceOf(RefusedPictureException.class).hasMessageContaining(message);
    }
}
