package dev.gioconda.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Path> entries(Path of) throws IOException {
        try (Stream<Path> found = Files.list(of)) {
            return found.toList();
        }
    }

    @Test
    void write_creates_parents_and_replaces_a_file() throws IOException {
        Path file = folder.resolve("a/b/file.txt");

        AtomicFiles.write(file, bytes("old"));
        AtomicFiles.write(file, bytes("new"));

        assertThat(file).hasContent("new");
        assertThat(entries(folder.resolve("a/b"))).containsExactly(file);
    }

    @Test
    void failed_write_keeps_the_old_file_and_no_draft() throws IOException {
        Path file = folder.resolve("file.txt");
        AtomicFiles.write(file, bytes("old"));

        assertThatThrownBy(() -> AtomicFiles.write(file, draft -> {
                    Files.writeString(draft, "half");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(file).hasContent("old");
        assertThat(entries(folder)).containsExactly(file);
    }

    @Test
    void created_folder_is_complete_and_never_overwritten() throws IOException {
        Path target = folder.resolve("parent/version");
        AtomicFiles.createFolder(target, draft -> {
            assertThat(target).doesNotExist();
            Files.writeString(draft.resolve("one"), "1");
            Files.writeString(draft.resolve("two"), "2");
        });

        assertThatThrownBy(() ->
                        AtomicFiles.createFolder(target, draft -> Files.writeString(draft.resolve("one"), "other")))
                .isInstanceOf(FileSystemException.class);

        assertThat(target.resolve("one")).hasContent("1");
        assertThat(target.resolve("two")).hasContent("2");
        assertThat(entries(folder.resolve("parent"))).containsExactly(target);
    }

    @Test
    void failed_folder_leaves_no_draft() throws IOException {
        assertThatThrownBy(() -> AtomicFiles.createFolder(folder.resolve("version"), draft -> {
                    Files.writeString(draft.resolve("one"), "1");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void replaced_folder_drops_old_files_and_a_killed_draft() throws IOException {
        Path target = folder.resolve("epoch-0001");
        Files.createDirectories(target);
        Files.writeString(target.resolve("old"), "old");
        Files.createDirectories(folder.resolve("epoch-0001.draft"));
        Files.writeString(folder.resolve("epoch-0001.draft/killed"), "half");

        AtomicFiles.replaceFolder(target, draft -> Files.writeString(draft.resolve("new"), "new"));

        assertThat(entries(folder)).containsExactly(target);
        assertThat(entries(target)).containsExactly(target.resolve("new"));
    }

    @Test
    void root_folder_is_rejected() {
        assertThatThrownBy(() -> AtomicFiles.write(Path.of("/"), bytes("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a root folder");
    }
}
