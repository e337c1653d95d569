package dev.gioconda.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {

    @TempDir
    private Path folder;

    private Path tree() throws IOException {
        Path tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("empty"));
        Files.createDirectories(tree.resolve("a/b"));
        Files.writeString(tree.resolve("a/b/deep.txt"), "deep");
        Files.writeString(tree.resolve("top.txt"), "top");
        return tree;
    }

    @Test
    void copy_has_all_files_and_folders() throws IOException {
        Path tree = tree();
        Path copy = folder.resolve("copy");

        Trees.copy(tree, copy);

        assertThat(copy.resolve("a/b/deep.txt")).hasContent("deep");
        assertThat(copy.resolve("top.txt")).hasContent("top");
        assertThat(copy.resolve("empty")).isEmptyDirectory();
        assertThat(tree.resolve("a/b/deep.txt")).exists();
    }

    @Test
    void copy_overwrites_nothing() throws IOException {
        Path tree = tree();
        Files.createDirectory(folder.resolve("taken"));

        assertThatThrownBy(() -> Trees.copy(tree, folder.resolve("taken")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("taken")).isEmptyDirectory();
    }

    @Test
    void delete_removes_a_tree_and_ignores_a_missing_one() throws IOException {
        Path tree = tree();

        Trees.delete(tree);

        assertThat(tree).doesNotExist();
        assertThatCode(() -> Trees.delete(tree)).doesNotThrowAnyException();
    }

    @Test
    void delete_removes_links_but_not_their_targets() throws IOException {
        Path tree = tree();
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("kept.txt"), "kept");
        Files.createSymbolicLink(tree.resolve("link"), outside);

        Trees.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(outside.resolve("kept.txt")).hasContent("kept");
    }
}
