package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Pictures;
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

class ImageDoorTest {
    private static final byte[] NONE = {};
    private final ImageDoor door = new ImageDoor();

    @Test
    void pngComesBackExactly() throws IOException {
        Picture picture = Pictures.noise(13, 7, 1);
        assertThat(door.decode(PictureWriter.png(picture)).rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void jpegComesBackNearly() throws IOException {
        Picture picture = Pictures.gradient(64, 48);
        Picture back = door.decode(PictureWriter.jpeg(picture, 0.95));
        assertThat(back.width()).isEqualTo(64);
        assertThat(back.height()).isEqualTo(48);
        assertNear(back, picture, 12);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 60, 128, 200, 255})
    void greyJpegIsNotBrightened(int value) throws IOException {
        Picture back = door.decode(Encoded.byImageIo(grey(value), "jpeg"));
        assertNear(back, Pictures.plain(16, 16, value), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 60, 128, 200, 255})
    void greyPngIsNotBrightened(int value) throws IOException {
        assertNear(door.decode(Encoded.byImageIo(grey(value), "png")), Pictures.plain(16, 16, value), 0);
    }

    @Test
    void sixteenBitsAreRoundedToEight() throws IOException {
        byte[] colour = {(byte) 0xff, (byte) 0xff, 0x40, 0x00, 0x00, 0x00};
        assertPixel(door.decode(Encoded.png(1, 1, 16, 2, NONE, colour)), 255, 64, 0);
        assertPixel(door.decode(Encoded.png(1, 1, 16, 0, NONE, new byte[] {0x40, 0x40})), 64, 64, 64);
    }

    @Test
    void fewBitsOfGreyFillTheRange() throws IOException {
        Picture picture = door.decode(Encoded.png(4, 1, 2, 0, NONE, new byte[] {0b00_01_10_11}));
        assertThat(picture.rgb()).containsExactly(0, 0, 0, 85, 85, 85, 170, 170, 170, 255, 255, 255);
    }

    @Test
    void paletteWithTransparencyIsLaidOntoWhite() throws IOException {
        byte[] palette = Encoded.chunk("PLTE", new byte[] {(byte) 200, 10, 20, 0, 0, 0});
        byte[] alpha = Encoded.chunk("tRNS", new byte[] {(byte) 255, 0});
        Picture picture = door.decode(Encoded.png(2, 1, 8, 3, Encoded.concat(palette, alpha), new byte[] {0, 1}));
        assertThat(picture.rgb()).containsExactly(200, 10, 20, 255, 255, 255);
    }

    @Test
    void alphaIsLaidOntoWhite() throws IOException {
        byte[] samples = {100, 0, 50, 0, 100, 0, 50, (byte) 128, 100, 0, 50, (byte) 255};
        Picture picture = door.decode(Encoded.png(3, 1, 8, 6, NONE, samples));
        assertThat(picture.rgb()).containsExactly(255, 255, 255, 177, 127, 152, 100, 0, 50);
        assertPixel(door.decode(Encoded.png(1, 1, 8, 4, NONE, new byte[] {40, 0})), 255, 255, 255);
    }

    @Test
    void namedTransparentColourIsLaidOntoWhite() throws IOException {
        byte[] key = Encoded.chunk("tRNS", new byte[] {0, 1, 0, 2, 0, 3});
        Picture picture = door.decode(Encoded.png(2, 1, 8, 2, key, new byte[] {1, 2, 3, 1, 2, 4}));
        assertThat(picture.rgb()).containsExactly(255, 255, 255, 1, 2, 4);
    }

    @Test
    void textAndProfileChunksAreDropped() throws IOException {
        byte[] text = Encoded.chunk("zTXt", new byte[] {'x', 0, 0, 1, 2, 3});
        byte[] profile = Encoded.chunk("iCCP", new byte[] {'x', 0, 0, 9, 9});
        byte[] bytes = Encoded.png(1, 1, 8, 0, Encoded.concat(text, profile), new byte[] {7});
        assertThat(PngFile.essence(bytes).bytes()).hasSizeLessThan(bytes.length - 25);
        assertPixel(door.decode(bytes), 7, 7, 7);
    }

    @Test
    void whatFollowsThePictureIsIgnored() throws IOException {
        byte[] rest = "PK and then a whole archive".getBytes(StandardCharsets.US_ASCII);
        Picture picture = Pictures.gradient(20, 20);
        assertThat(door.decode(Encoded.concat(PictureWriter.png(picture), rest)).rgb())
                .isEqualTo(picture.rgb());
        byte[] jpeg = PictureWriter.jpeg(picture, 0.9);
        assertThat(door.decode(Encoded.concat(jpeg, rest)).rgb())
                .isEqualTo(door.decode(jpeg).rgb());
    }

    @Test
    void everyCutIsRefused() {
        for (byte[] whole : new byte[][] {
            PictureWriter.png(Pictures.noise(30, 30, 2)), PictureWriter.jpeg(Pictures.noise(30, 30, 2), 0.8)
        }) {
            for (int length = 8; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertRefused(() -> door.decode(cut), "ends in the middle");
            }
        }
    }

    @Test
    void otherKindsAreNamed() throws IOException {
        BufferedImage image = Pictures.gradient(8, 8).toBufferedImage();
        byte[] gif = Encoded.byImageIo(image, "gif");
        byte[] bmp = Encoded.byImageIo(image, "bmp");
        assertRefused(() -> door.decode(gif), "This is a GIF picture; expected JPEG or PNG.");
        assertRefused(() -> door.decode(bmp), "This is a BMP picture; expected JPEG or PNG.");
        assertRefused(() -> door.decode("<html>secret</html>".getBytes(StandardCharsets.US_ASCII)), "a web page");
        assertRefused(() -> door.decode("secret".getBytes(StandardCharsets.US_ASCII)), "no picture that we know");
        assertRefused(() -> door.decode(NONE), "This file is empty");
    }

    @Test
    void refusalsDoNotRepeatTheBytes() {
        assertThatThrownBy(() -> door.decode("<html>secret</html>".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageNotContaining("secret");
    }

    @Test
    void pixelBombIsRefusedFromItsHeader() {
        byte[] wide = Encoded.png(2_000_000_000, 1, 8, 0, NONE, new byte[] {0});
        byte[] large = Encoded.png(9_000, 9_000, 8, 0, NONE, new byte[9_000]);
        assertRefused(() -> door.decode(wide), "2,000,000,000 x 1 pixels; expected at most 10,000 a side");
        assertRefused(() -> door.decode(large), "9,000 x 9,000 pixels");
    }

    @Test
    void limitsAreTheDoorsOwn() {
        byte[] png = PictureWriter.png(Pictures.plain(30, 20, 9));
        assertRefused(() -> new ImageDoor(new ImageDoor.Limits(50, 1_000, 100)).decode(png), "more than 50 bytes");
        assertRefused(() -> new ImageDoor(new ImageDoor.Limits(9_999, 599, 100)).decode(png), "30 x 20 pixels");
        assertRefused(() -> new ImageDoor(new ImageDoor.Limits(9_999, 600, 29)).decode(png), "30 x 20 pixels");
    }

    @Test
    void inkChannelsAreRefusedInASentence() {
        byte[] jpeg = PictureWriter.jpeg(Pictures.gradient(16, 16), 0.9);
        int frame = indexOf(jpeg, 0xc0);
        jpeg[frame + 9 - 1] = 4; // marker, length 2, precision, height 2, width 2, channels
        assertRefused(() -> door.decode(jpeg), "four ink channels of print (CMYK)");
    }

    @Test
    void filesAreReadUpToTheLimit(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.png");
        Picture picture = Pictures.noise(9, 9, 3);
        Files.write(file, PictureWriter.png(picture));
        assertThat(door.read(file).rgb()).isEqualTo(picture.rgb());
        assertRefused(() -> new ImageDoor(new ImageDoor.Limits(20, 1_000, 100)).read(file), "more than 20 bytes");
        assertThatThrownBy(() -> door.read(folder.resolve("none.png"))).isInstanceOf(NoSuchFileException.class);
    }

    private static int indexOf(byte[] jpeg, int marker) {
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == marker) {
                return i + 1;
            }
        }
        throw new AssertionError("no marker");
    }

    private static BufferedImage grey(int value) {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            image.getRaster().setSample(i % 16, i / 16, 0, value);
        }
        return image;
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

    private static void assertRefused(ThrowingCallable decode, String words) {
        assertThatThrownBy(decode).isInstanceOf(RefusedPictureException.class).hasMessageContaining(words);
    }
}
