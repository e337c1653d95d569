package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Pictures;
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

    private final Picture picture = Pictures.noise(9, 7, 3);
    private final byte[] told = PictureWriter.png(picture, KEY, TEXT);

    @TempDir
    private Path folder;

    @Test
    void a_text_is_found_again_in_the_file_and_the_pixels_are_the_same() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), told);
        assertThat(PngText.read(file, KEY)).contains(TEXT);
        assertThat(PngText.read(file, "gioconda.tes")).isEmpty();
        assertThat(new ImageDoor().read(file).rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void other_programs_read_the_text_too() throws IOException {
        try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(told))) {
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
    void a_file_without_the_text_has_none_and_another_kind_of_file_is_refused() throws IOException {
        assertThat(read(PictureWriter.png(picture))).isEmpty();
        assertThatThrownBy(() -> read(PictureWriter.jpeg(picture, 0.9)))
                .isInstanceOf(RefusedPictureException.class)
                .hasMessageContaining("no PNG file");
        assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(RefusedPictureException.class);
    }

    @Test
    void a_cut_file_is_refused_wherever_it_is_cut_before_the_text_ends() {
        for (int length = 8; length < 33 + 12 + TEXT.length(); length++) {
            byte[] cut = Arrays.copyOf(told, length);
            assertThatThrownBy(() -> read(cut))
                    .as("cut at %d", length)
                    .isInstanceOf(RefusedPictureException.class)
                    .hasMessageContaining("ends in the middle");
        }
    }

    @Test
    void no_damaged_byte_makes_another_text() {
        for (int at = 0; at < told.length; at++) {
            for (int bit : new int[] {0, 5, 7}) {
                byte[] damaged = told.clone();
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
    void a_text_without_end_is_not_written_and_not_read() {
        String endless = "x".repeat(PngText.LONGEST + 1);
        assertThatThrownBy(() -> PictureWriter.png(picture, KEY, endless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1,000,000");
        ByteBuffer announced = ByteBuffer.allocate(told.length + 2_000_000).put(told);
        announced.putInt(33, 1_500_000).rewind();
        assertThatThrownBy(() -> PngText.read(announced, KEY))
                .isInstanceOf(RefusedPictureException.class)
                .hasMessageContaining("at most 1,000,000");
    }

    private static Optional<String> read(byte[] file) throws RefusedPictureException {
        return PngText.read(ByteBuffer.wrap(file), KEY);
    }
}
