package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTextTest {

    private static final String KEY = "gioconda.test";
    private static final String TEXT = "{\"who\":\"Lisa Gherardini, Florenz – ゲラルディーニ\"}";

    private final Picture picture = PictureFixture.noise(9, 7, 3);
    private final byte[] withText = PictureWriter.png(picture, KEY, TEXT);

    @TempDir
    private Path folder;

    @Test
    void text_is_read_back_and_pixels_are_unchanged() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), withText);
        assertThat(PngText.read(file, KEY)).contains(TEXT);
        assertThat(PngText.read(file, "gioconda.tes")).isEmpty();
        assertThat(new SafeImageDecoder().read(file).rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void image_io_reads_the_text_chunk() throws IOException {
        try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(withText))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            ImageReader reader = readers.next();
            reader.setInput(stream);
            var root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            var entry = (IIOMetadataNode) root.getElementsByTagName("iTXtEntry").item(0);
            assertThat(entry.getAttribute("keyword")).isEqualTo(KEY);
            assertThat(entry.getAttribute("text")).isEqualTo(TEXT);
        }
    }

    @Test
    void missing_text_is_empty_and_other_file_kinds_are_rejected() throws IOException {
        assertThat(read(PictureWriter.png(picture))).isEmpty();
        assertThatThrownBy(() -> read(PictureWriter.jpeg(picture, 0.9)))
                .isInstanceOf(RefusedPictureException.class)
                .hasMessageContaining("not a PNG file");
        assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(RefusedPictureException.class);
    }

    @Test
    void truncated_text_chunk_is_rejected() {
        for (int length = 8; length < 33 + 12 + TEXT.length(); length++) {
            byte[] truncated = Arrays.copyOf(withText, length);
            assertThatThrownBy(() -> read(truncated))
                    .as("cut at %d", length)
                    .isInstanceOf(RefusedPictureException.class)
                    .hasMessageContaining("ends in the middle");
        }
    }

    @Test
    void damaged_bytes_never_give_a_different_text() {
        for (int at = 0; at < withText.length; at++) {
            for (int bit : new int[] {0, 5, 7}) {
                byte[] damaged = withText.clone();
                damaged[at] ^= (byte) (1 << bit);
                try {
                    assertThat(read(damaged)).isIn(Optional.of(TEXT), Optional.empty());
                } catch (RefusedPictureException refused) {
                    assertThat(refused).hasMessageEndingWith(".");
                }
            }
        }
    }

    @Test
    void oversized_text_is_neither_written_nor_read() {
        String tooLong = "x".repeat(PngText.MAX_BYTES + 1);
        assertThatThrownBy(() -> PictureWriter.png(picture, KEY, tooLong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1,000,000");
        ByteBuffer oversizedHeader =
                ByteBuffer.allocate(withText.length + 2_000_000).put(withText);
        oversizedHeader.putInt(33, 1_500_000).rewind();
        assertThatThrownBy(() -> PngText.read(oversizedHeader, KEY))
                .isInstanceOf(RefusedPictureException.class)
                .hasMessageContaining("at most 1,000,000");
    }

    private static Optional<String> read(byte[] file) throws RefusedPictureException {
        return PngText.read(ByteBuffer.wrap(file), KEY);
    }
}
