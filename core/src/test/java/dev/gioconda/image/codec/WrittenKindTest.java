package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenKindTest {

    private static final Picture PICTURE = PictureFixture.noise(12, 9, 1);

    @TempDir
    private Path folder;

    @Test
    void written_images_are_recognized() throws IOException {
        assertThat(kind(PictureWriter.png(PICTURE))).isEqualTo(WrittenKind.PNG);
        assertThat(kind(PictureWriter.png(PICTURE, "gioconda", "{}"))).isEqualTo(WrittenKind.PNG);
        assertThat(kind(GifWriter.gif(new Animation(List.of(PICTURE), List.of(5)))))
                .isEqualTo(WrittenKind.GIF);
    }

    @Test
    void images_of_other_programs_are_foreign() throws IOException {
        byte[] gray = EncodedImageFixture.png(1, 1, 8, 0, new byte[0], new byte[] {7});
        byte[] dated = EncodedImageFixture.png(
                1, 1, 8, 2, EncodedImageFixture.chunk("tIME", new byte[7]), new byte[] {1, 2, 3});
        assertThat(kind(gray)).isEqualTo(WrittenKind.FOREIGN);
        assertThat(kind(dated)).isEqualTo(WrittenKind.FOREIGN);
        assertThat(kind(PictureWriter.jpeg(PICTURE, 0.9))).isEqualTo(WrittenKind.FOREIGN);
        assertThat(kind(QuartersFixture.losslessWebp())).isEqualTo(WrittenKind.FOREIGN);
        assertThat(kind(EncodedImageFixture.byImageIo(PICTURE.toBufferedImage(), "bmp")))
                .isEqualTo(WrittenKind.FOREIGN);
        assertThat(kind(EncodedImageFixture.byImageIo(PICTURE.toBufferedImage(), "tiff")))
                .isEqualTo(WrittenKind.FOREIGN);
    }

    @Test
    void other_files_are_empty_or_unknown() throws IOException {
        assertThat(kind(new byte[0])).isEqualTo(WrittenKind.EMPTY);
        assertThat(kind(new byte[] {'o', 'l', 'd'})).isEqualTo(WrittenKind.UNKNOWN);
    }

    private WrittenKind kind(byte[] bytes) throws IOException {
        Path file = Files.createTempFile(folder, "a", ".png");
        Files.write(file, bytes);
        return WrittenKind.of(file);
    }
}
