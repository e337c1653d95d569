package dev.gioconda.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.TinyDatasetFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {

    @TempDir
    private Path temp;

    @Test
    void all_archive_kinds_list_the_same_files_and_bytes() throws IOException {
        TinyDatasetFixture files = new TinyDatasetFixture()
                .pictures("a/1.jpg", "a/2.jpg", "b/c/3.png")
                .text("labels.txt", "x");
        for (Path path : files.everyContainer(temp)) {
            PictureArchive archive = Archives.open(path);
            assertThat(archive.entries()).containsExactlyInAnyOrder("a/1.jpg", "a/2.jpg", "b/c/3.png", "labels.txt");
            List<String> visited = new ArrayList<>();
            archive.visit(Set.of("b/c/3.png", "a/1.jpg"), (entry, bytes) -> {
                visited.add(entry);
                assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(entry);
            });
            assertThat(visited).containsExactly("a/1.jpg", "b/c/3.png");
        }
    }

    @Test
    void missing_entry_is_named_in_the_error() throws IOException {
        for (Path path : new TinyDatasetFixture().pictures("a.jpg").everyContainer(temp)) {
            PictureArchive archive = Archives.open(path);
            assertThatThrownBy(() -> archive.visit(Set.of("../b.jpg"), (entry, bytes) -> {}))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("set")
                    .hasMessageContaining("b.jpg");
        }
    }

    @Test
    void parent_and_absolute_paths_are_normalized() throws IOException {
        Path zip = new TinyDatasetFixture()
                .pictures("../../etc/a.jpg", "/b.jpg", "c\\d.jpg")
                .zip(temp.resolve("odd.zip"));
        assertThat(Archives.open(zip).entries()).containsExactly("etc/a.jpg", "b.jpg", "c/d.jpg");
    }

    @Test
    void truncated_archive_is_named_in_the_error() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        String text = new String(noise, StandardCharsets.ISO_8859_1);
        TinyDatasetFixture files = new TinyDatasetFixture().text("a.jpg", text).text("b.jpg", text);
        for (Path path : List.of(files.zip(temp.resolve("cut.zip")), files.tarGz(temp.resolve("cut.tar.gz")))) {
            byte[] complete = Files.readAllBytes(path);
            Files.write(path, Arrays.copyOf(complete, complete.length / 2));
            assertThatThrownBy(() -> Archives.open(path).entries())
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining(path.getFileName().toString())
                    .hasMessageContaining("truncated")
                    .hasMessageContaining("Download or copy it again");
        }
    }

    @Test
    void html_empty_and_git_lfs_pointer_files_are_recognized() throws IOException {
        for (String name : List.of("x.zip", "x.tar.gz")) {
            Path path = temp.resolve(name);
            Files.writeString(path, "\n<!DOCTYPE html><html>Quota exceeded</html>");
            assertThatThrownBy(() -> Archives.open(path).entries()).hasMessageContaining("is a web page");
            Files.writeString(path, "version https://git-lfs.github.com/spec/v1\noid sha256:00\n");
            assertThatThrownBy(() -> Archives.open(path).entries()).hasMessageContaining("Git LFS");
            Files.writeString(path, "");
            assertThatThrownBy(() -> Archives.open(path).entries()).hasMessageContaining("is empty");
        }
    }

    @Test
    void visitor_exception_is_not_reported_as_archive_error() throws IOException {
        for (Path path : new TinyDatasetFixture().pictures("a.jpg").everyContainer(temp)) {
            assertThatThrownBy(() -> Archives.open(path).visit(Set.of("a.jpg"), (entry, bytes) -> {
                        throw new IOException("disk full");
                    }))
                    .hasMessage("disk full");
        }
    }

    @Test
    void missing_and_unknown_archives_are_rejected() throws IOException {
        assertThatThrownBy(() -> Archives.open(temp.resolve("absent")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("does not exist")
                .hasMessageContaining("absent");
        Path sevenZip = Files.writeString(temp.resolve("a.7z"), "7z");
        assertThatThrownBy(() -> Archives.open(sevenZip)).hasMessageContaining("a .zip, a .tar.gz");
    }
}
