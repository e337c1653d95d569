package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.PictureFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

/** JPEG files that end before their end marker. */
class MissingEndMarkerTest {

    private final SafeImageDecoder decoder = new SafeImageDecoder();

    @Test
    void jpeg_without_its_end_marker_is_decoded() throws IOException {
        for (byte[] complete :
                new byte[][] {PictureWriter.jpeg(PictureFixture.noise(40, 30, 5), 0.8), progressive(40, 30)}) {
            byte[] expected = decoder.decode(complete).rgb();
            for (int missing = 1; missing <= 2; missing++) {
                assertThat(decoder.decode(Arrays.copyOf(complete, complete.length - missing))
                                .rgb())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void progressive_jpeg_with_a_missing_scan_is_rejected() throws IOException {
        byte[] complete = progressive(40, 30);
        int lastScan = 0;
        for (int i = 0; i + 1 < complete.length; i++) {
            lastScan = (complete[i] & 0xff) == 0xff && (complete[i + 1] & 0xff) == 0xda ? i : lastScan;
        }
        byte[] shorter = Arrays.copyOf(complete, lastScan);
        assertThatThrownBy(() -> decoder.decode(shorter)).hasMessageContaining("ends in the middle");
    }

    @Test
    void every_shorter_progressive_jpeg_is_rejected() throws IOException {
        byte[] complete = progressive(16, 16);
        for (int length = 4; length < complete.length - 2; length++) {
            byte[] truncated = Arrays.copyOf(complete, length);
            assertThatThrownBy(() -> decoder.decode(truncated)).isInstanceOf(RefusedPictureException.class);
        }
    }

    private static byte[] progressive(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = JdkCodecs.JPEG_WRITER.createWriterInstance();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(stream);
            writer.write(
                    null,
                    new IIOImage(PictureFixture.noise(width, height, 3).toBufferedImage(), null, null),
                    parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
