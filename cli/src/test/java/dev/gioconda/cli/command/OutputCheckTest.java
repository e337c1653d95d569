package dev.gioconda.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs that are checked before the work starts. */
class OutputCheckTest {

    private static final Picture PICTURE = new Picture(2, 1, new byte[] {1, 2, 3, 4, 5, 6});

    @TempDir
    private Path folder;

    private Path input = Path.of("");
    private OutputCheck check = new OutputCheck(List.of(), false);

    @BeforeEach
    void writeInput() throws IOException {
        input = folder.resolve("me.png");
        Files.write(input, PictureWriter.png(PICTURE));
        check = new OutputCheck(List.of(input, folder.resolve("absent.jpg")), false);
    }

    private Path png(Path output) throws IOException {
        return check.png("--output", output, "painting.png");
    }

    private void assertRejected(Path output, String message) {
        assertThatThrownBy(() -> png(output)).isInstanceOf(UsageException.class).hasMessageContaining(message);
    }

    @Test
    void new_name_is_accepted() throws IOException {
        assertThat(png(folder.resolve("new/deep/out.png"))).isEqualTo(folder.resolve("new/deep/out.png"));
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void existing_folder_means_a_file_in_it() throws IOException {
        Path existing = Files.createDirectory(folder.resolve("full"));
        Files.writeString(existing.resolve("keep.txt"), "keep");
        assertThat(png(existing)).isEqualTo(existing.resolve("painting.png"));
        Files.createDirectory(existing.resolve("painting.png"));
        assertRejected(existing, "is a folder; expected the name of a file");
    }

    @Test
    void input_is_never_an_output() throws IOException {
        Path hardLink = Files.createLink(folder.resolve("hard.png"), input);
        Path symbolicLink = Files.createSymbolicLink(folder.resolve("soft.png"), Path.of("me.png"));
        Files.createDirectory(folder.resolve("sub"));
        Path folderLink = Files.createSymbolicLink(folder.resolve("linked"), folder);
        for (Path path :
                List.of(input, hardLink, symbolicLink, folder.resolve("sub/../me.png"), folderLink.resolve("me.png"))) {
            assertRejected(path, "is the input file");
            assertThatThrownBy(() -> new OutputCheck(List.of(input), true).png("--output", path, "p.png"))
                    .hasMessageContaining("is the input file");
        }
    }

    @Test
    void images_of_this_program_are_replaced() throws IOException {
        Files.write(folder.resolve("earlier.png"), PictureWriter.png(PICTURE));
        Files.write(folder.resolve("empty"), new byte[0]);
        Files.writeString(folder.resolve("unfinished.png"), "old");
        for (String name : List.of("earlier.png", "empty", "unfinished.png")) {
            assertThat(png(folder.resolve(name))).isEqualTo(folder.resolve(name));
        }
    }

    @Test
    void other_files_are_replaced_by_force_only() throws IOException {
        Path photograph = folder.resolve("photo.png");
        Files.write(photograph, PictureWriter.jpeg(PICTURE, 0.9));
        Path notes = Files.writeString(folder.resolve("notes.txt"), "important");
        for (Path path : List.of(photograph, notes)) {
            assertRejected(path, "not an image that this program has written");
            assertThat(new OutputCheck(List.of(input), true).png("--output", path, "p.png"))
                    .isEqualTo(path);
        }
    }

    @Test
    void link_is_checked_and_written_through() throws IOException {
        Path target = folder.resolve("there/real.png");
        Files.createDirectory(folder.resolve("there"));
        Path link = Files.createSymbolicLink(folder.resolve("out.png"), Path.of("there/real.png"));
        assertThat(png(link)).isEqualTo(link); // the target need not exist
        OutputFile.write(link, PICTURE);
        assertThat(link).isSymbolicLink();
        assertThat(Files.readAllBytes(target)).isEqualTo(PictureWriter.png(PICTURE));
        Files.writeString(folder.resolve("notes.txt"), "important");
        Path toNotes = Files.createSymbolicLink(folder.resolve("n.png"), Path.of("notes.txt"));
        Files.write(folder.resolve("notes.txt"), PictureWriter.jpeg(PICTURE, 0.9));
        assertRejected(toNotes, "not an image that this program has written");
    }

    @Test
    void devices_circular_links_and_files_as_folders_are_rejected() throws IOException {
        if (Files.exists(Path.of("/dev/null"))) {
            assertRejected(Path.of("/dev/null"), "is a device or a pipe");
        }
        Path circular = Files.createSymbolicLink(folder.resolve("circular.png"), Path.of("circular.png"));
        assertThatThrownBy(() -> png(circular)).isInstanceOf(IOException.class);
        assertRejected(input.resolve("out.png"), "me.png exists already and is not a folder");
        assertThatThrownBy(() -> OutputCheck.folder("--report", input)).hasMessageContaining("is not a folder");
    }

    @Test
    void other_formats_are_rejected() {
        assertRejected(folder.resolve("b.JPG"), "b.JPG: images are written as PNG");
        assertThatThrownBy(() -> check.gif("--output", input)).hasMessageContaining("is the input file");
    }
}
