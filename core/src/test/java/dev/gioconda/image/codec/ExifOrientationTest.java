package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExifOrientationTest {

    @Test
    void both_byte_orders_and_both_integer_types_are_read() {
        assertThat(ExifOrientation.read(EncodedImageFixture.orientationTiff(6)))
                .isEqualTo(Orientation.QUARTER_CLOCKWISE);
        byte[] littleEndianLong = entry(8, 4).putInt(6).array();
        assertThat(ExifOrientation.read(littleEndianLong)).isEqualTo(Orientation.QUARTER_CLOCKWISE);
    }

    @Test
    void damaged_blocks_mean_upright() {
        byte[] valid = EncodedImageFixture.orientationTiff(6);
        for (int length = 0; length < 20; length++) {
            assertThat(ExifOrientation.read(Arrays.copyOf(valid, length)))
                    .as("%d bytes", length)
                    .isEqualTo(Orientation.UPRIGHT);
        }
        assertThat(ExifOrientation.read(entry(Integer.MAX_VALUE, 3).array())).isEqualTo(Orientation.UPRIGHT);
        assertThat(ExifOrientation.read(entry(-1, 3).array())).isEqualTo(Orientation.UPRIGHT);
        assertThat(ExifOrientation.read(entry(8, 2).putInt(6).array())).isEqualTo(Orientation.UPRIGHT);
        byte[] zeros = new byte[100];
        assertThat(ExifOrientation.read(zeros)).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void directories_that_refer_to_themselves_are_not_followed() throws RefusedPictureException {
        byte[] jpeg = PictureWriter.jpeg(PictureFixture.gradient(24, 16), 0.9);
        Picture plain = new SafeImageDecoder().decode(jpeg);
        byte[] chained = EncodedImageFixture.withExif(jpeg, chainedDirectories(3600));
        assertThat(new SafeImageDecoder().decode(chained))
                .usingRecursiveComparison()
                .isEqualTo(plain);
    }

    @Test
    void orientation_of_a_long_block_is_read() throws RefusedPictureException {
        byte[] block = Arrays.copyOf(EncodedImageFixture.orientationTiff(6), 10_000_000);
        Picture stored = PictureFixture.gradient(24, 16);
        byte[] png = EncodedImageFixture.png(24, 16, 8, 2, EncodedImageFixture.chunk("eXIf", block), stored.rgb());
        assertThat(new SafeImageDecoder().decode(png).width()).isEqualTo(16);
    }

    @Test
    void jpeg_whose_scans_cost_too_much_is_rejected() throws RefusedPictureException {
        SafeImageDecoder decoder = new SafeImageDecoder();
        assertThat(decoder.decode(EncodedImageFixture.repeatedScans(64, 64, 90)).width())
                .isEqualTo(64);
        assertThatThrownBy(() -> decoder.decode(EncodedImageFixture.repeatedScans(5000, 5000, 20)))
                .isInstanceOf(RefusedPictureException.class)
                .hasMessageContaining("17 scans of 25,000,000 pixels")
                .hasMessageContaining("400,000,000");
    }

    /** A little-endian block with one orientation entry; the position is at its value. */
    private static ByteBuffer entry(int offset, int type) {
        ByteBuffer block = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        return block.put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 42)
                .putInt(offset)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) type)
                .putInt(1);
    }

    /** Directories of one entry each, which refers to the directory after it as a sub-directory. */
    private static byte[] chainedDirectories(int count) {
        ByteBuffer block = ByteBuffer.allocate(8 + 18 * count);
        block.put(new byte[] {'M', 'M', 0, 42}).putInt(8);
        for (int i = 1; i <= count; i++) {
            int next = i == count ? 8 : 8 + 18 * i;
            block.putShort((short) 1)
                    .putShort((short) 0x8769)
                    .putShort((short) 4)
                    .putInt(1)
                    .putInt(next)
                    .putInt(next);
        }
        return block.array();
    }
}
