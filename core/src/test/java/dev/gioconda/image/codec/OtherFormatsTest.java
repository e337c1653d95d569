package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GIF, BMP and TIFF pictures. */
class OtherFormatsTest {
    private final SafeImageDecoder decoder = new SafeImageDecoder();

    @ParameterizedTest
    @ValueSource(strings = {"gif", "bmp", "tiff"})
    void picture_is_decoded_exactly(String format) throws IOException {
        byte[] file = EncodedImageFixture.byImageIo(QuartersFixture.image(BufferedImage.TYPE_INT_RGB), format);
        assertThat(decoder.decode(file).rgb())
                .isEqualTo(QuartersFixture.picture().rgb());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bmp", "tiff"})
    void gray_picture_is_not_brightened(String format) throws IOException {
        BufferedImage gray = new BufferedImage(9, 5, BufferedImage.TYPE_BYTE_GRAY);
        gray.getRaster().setSample(4, 2, 0, 60);
        assertThat(decoder.decode(EncodedImageFixture.byImageIo(gray, format)).at(4, 2, 1))
                .isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LZW", "Deflate", "PackBits", "ZLib"})
    void compressed_tiff_is_decoded_exactly(String compression) throws IOException {
        Picture picture = PictureFixture.gradient(70, 50);
        assertThat(decoder.decode(tiff(picture.toBufferedImage(), compression, 0))
                        .rgb())
                .isEqualTo(picture.rgb());
        assertThat(decoder.decode(tiff(picture.toBufferedImage(), compression, 32))
                        .rgb())
                .isEqualTo(picture.rgb());
    }

    @Test
    void sixteen_bit_tiff_is_rounded() throws IOException {
        BufferedImage gray = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        gray.getRaster().setSample(1, 0, 0, 0x4040);
        assertThat(decoder.decode(EncodedImageFixture.byImageIo(gray, "tiff")).at(1, 0, 0))
                .isEqualTo(64);
    }

    @Test
    void tiff_compressed_as_jpeg_names_a_conversion() throws IOException {
        byte[] file = tiff(QuartersFixture.image(BufferedImage.TYPE_INT_RGB), "JPEG", 0);
        assertThatThrownBy(() -> decoder.decode(file))
                .isInstanceOf(RefusedPictureException.class)
                .hasMessageContaining("compression 7")
                .hasMessageContaining("magick in.tif out.png");
    }

    @Test
    void transparency_is_blended_onto_white() throws IOException {
        BufferedImage image = QuartersFixture.image(BufferedImage.TYPE_INT_ARGB);
        image.setRGB(3, 3, 0x80000000);
        image.setRGB(4, 4, 0);
        Picture picture = decoder.decode(EncodedImageFixture.byImageIo(image, "tiff"));
        assertThat(picture.at(3, 3, 1)).isBetween(126, 128);
        assertThat(picture.at(4, 4, 2)).isEqualTo(255);
        assertThat(picture.at(5, 5, 0)).isEqualTo(200);
    }

    @Test
    void orientation_and_profile_of_tiff_are_applied() throws IOException {
        byte[] samples = new byte[12];
        samples[0] = 55;
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        Picture picture = decoder.decode(smallTiff(2, 2, 6, samples, profile));
        assertThat(picture.at(1, 0, 0)).isBetween(126, 129); // the upper left corner is the upper right one
        assertThat(picture.at(0, 0, 0)).isZero();
    }

    @Test
    void strips_that_share_their_bytes_are_rejected() {
        byte[] file = smallTiff(2, 2, 1, new byte[12], new byte[0]);
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int rowsPerStrip = 10 + 12 * 7;
        buffer.putInt(rowsPerStrip + 8, 1); // two strips are needed, one is there
        assertThatThrownBy(() -> decoder.decode(file)).hasMessageContaining("This TIFF file is damaged");
    }

    @Test
    void gif_frame_is_placed_on_its_screen() throws IOException {
        byte[] gif = EncodedImageFixture.byImageIo(QuartersFixture.image(BufferedImage.TYPE_INT_RGB), "gif");
        ByteBuffer buffer = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(6, (short) 50).putShort(8, (short) 40);
        int frame = 13 + (3 << ((gif[10] & 7) + 1));
        while (gif[frame] != 0x2c) {
            frame += 8; // a graphic control extension
        }
        buffer.putShort(frame + 1, (short) 10).putShort(frame + 3, (short) 5);
        Picture picture = decoder.decode(gif);
        assertThat(picture.width()).isEqualTo(50);
        assertThat(picture.height()).isEqualTo(40);
        assertThat(picture.at(9, 5, 1)).isEqualTo(255);
        assertThat(picture.at(10, 5, 1)).isEqualTo(30);
        SafeImageDecoder.DecodeLimits small = new SafeImageDecoder.DecodeLimits(100_000, 1_000, 100, 5_000);
        Picture reduced = new SafeImageDecoder(small).decode(gif);
        assertThat(reduced.width()).isEqualTo(25);
        assertThat(reduced.at(5, 3, 1)).isEqualTo(30);
        assertThat(reduced.at(4, 3, 1)).isEqualTo(255);
    }

    @Test
    void only_the_first_of_ten_thousand_frames_is_kept() throws IOException {
        byte[] gif = EncodedImageFixture.byImageIo(QuartersFixture.image(BufferedImage.TYPE_INT_RGB), "gif");
        int head = 13 + (3 << ((gif[10] & 7) + 1));
        byte[] frame = Arrays.copyOfRange(gif, head, gif.length - 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(gif, 0, head);
        Collections.nCopies(10_000, frame).forEach(out::writeBytes);
        byte[] many = out.toByteArray();
        assertThat(GifFile.strip(many).bytes()).hasSizeLessThanOrEqualTo(gif.length);
        assertThat(decoder.decode(many).rgb())
                .isEqualTo(QuartersFixture.picture().rgb());
    }

    @Test
    void false_sizes_are_rejected_from_the_header() throws IOException {
        BufferedImage image = QuartersFixture.image(BufferedImage.TYPE_INT_RGB);
        byte[] bmp = EncodedImageFixture.byImageIo(image, "bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 100_000).putInt(22, 100_000);
        assertThatThrownBy(() -> decoder.decode(bmp)).hasMessageContaining("This BMP file ends in the middle");
        bmp[28] = 8;
        bmp[30] = 1; // run lengths have any size
        assertThatThrownBy(() -> decoder.decode(bmp)).hasMessageContaining("100,000 x 100,000 pixels");
        byte[] gif = EncodedImageFixture.byImageIo(image, "gif");
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 60_000)
                .putShort(8, (short) 60_000);
        assertThatThrownBy(() -> decoder.decode(gif)).hasMessageContaining("60,000 x 60,000 pixels");
        byte[] tiff = smallTiff(100_000, 100_000, 1, new byte[12], new byte[0]);
        assertThatThrownBy(() -> decoder.decode(tiff)).hasMessageContaining("a strip of 100,000 x 100,000 pixels");
        byte[] wide = smallTiff(100_000, 300, 1, new byte[12], new byte[0]);
        assertThatThrownBy(() -> decoder.decode(wide)).hasMessageContaining("100,000 x 300 pixels; expected at most");
    }

    @Test
    void bmp_with_another_file_inside_is_rejected() throws IOException {
        byte[] bmp = EncodedImageFixture.byImageIo(QuartersFixture.image(BufferedImage.TYPE_INT_RGB), "bmp");
        bmp[30] = 5; // a PNG file
        assertThatThrownBy(() -> decoder.decode(bmp)).hasMessageContaining("This BMP file is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "bmp", "tiff"})
    void every_truncation_gives_a_picture_or_a_rejection(String format) throws IOException {
        byte[] file = EncodedImageFixture.byImageIo(QuartersFixture.image(BufferedImage.TYPE_INT_RGB), format);
        for (int length = 8; length < file.length - 4; length++) {
            byte[] truncated = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> decoder.decode(truncated)).isInstanceOf(RefusedPictureException.class);
        }
    }

    private static byte[] tiff(BufferedImage image, String compression, int tile) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionType(compression);
            if (tile > 0) {
                parameters.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setTiling(tile, tile, 0, 0);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** A little-endian TIFF file of one strip of RGB samples. */
    private static byte[] smallTiff(int width, int height, int orientation, byte[] samples, byte[] profile) {
        int[][] entries = {
            {256, 4, 1, width},
            {257, 4, 1, height},
            {258, 3, 3, 180}, // three times 8
            {262, 3, 1, 2},
            {273, 4, 1, 200},
            {274, 3, 1, orientation},
            {277, 3, 1, 3},
            {278, 4, 1, height},
            {279, 4, 1, samples.length},
            {34675, 7, profile.length, 200 + samples.length},
        };
        ByteBuffer file =
                ByteBuffer.allocate(200 + samples.length + profile.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {'I', 'I', 42, 0}).putInt(8);
        file.putShort((short) entries.length);
        for (int[] entry : entries) {
            file.putShort((short) entry[0])
                    .putShort((short) entry[1])
                    .putInt(entry[2])
                    .putInt(entry[3]);
        }
        file.position(180);
        file.putShort((short) 8).putShort((short) 8).putShort((short) 8);
        file.position(200);
        return file.put(samples).put(profile).array();
    }
}
