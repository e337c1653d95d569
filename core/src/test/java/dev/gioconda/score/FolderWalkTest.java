package dev.gioconda.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {

    @TempDir
    private Path folder;

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private List<String> walk(int sortedEntries) throws IOException {
        List<String> found = new ArrayList<>();
        try (FolderWalk walk = new FolderWalk(folder, sortedEntries)) {
            for (FolderWalk.Found next = walk.next(); next != null; next = walk.next()) {
                found.add("%s %s"
                        .formatted(
                                next.kind(),
                                folder.relativize(next.path()).toString().replace('\\', '/')));
            }
        }
        return found;
    }

    @Test
    void subfolders_are_listed_in_the_order_of_names() throws IOException {
        files("b.jpg", "a/z.PNG", "a/deep/er/x.webp", "c/y.tif", "B.jpeg", "notes.txt", "a.jpg", "d.heic");
        assertThat(walk(1000))
                .containsExactly(
                        "IMAGE B.jpeg",
                        "IMAGE a/deep/er/x.webp",
                        "IMAGE a/z.PNG",
                        "IMAGE a.jpg",
                        "IMAGE b.jpg",
                        "IMAGE c/y.tif",
                        "IMAGE d.heic",
                        "OTHER notes.txt");
    }

    @Test
    void hidden_files_and_folders_of_systems_are_skipped() throws IOException {
        files(".hidden.jpg", ".git/a.jpg", "__MACOSX/b.jpg", "@eaDir/c.jpg", "d.jpg");
        assertThat(walk(1000)).containsExactly("IMAGE d.jpg");
    }

    @Test
    void a_folder_with_very_many_entries_is_not_sorted() throws IOException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            files("many/%d.jpg".formatted(i), "many/sub%d/x.jpg".formatted(i));
            expected.add("IMAGE many/%d.jpg".formatted(i));
            expected.add("IMAGE many/sub%d/x.jpg".formatted(i));
        }
        assertThat(walk(10)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void a_folder_with_the_name_of_an_image_is_reported_and_entered() throws IOException {
        files("x.jpg/inner.jpg");
        assertThat(walk(1000)).containsExactlyInAnyOrder("FAILED x.jpg", "IMAGE x.jpg/inner.jpg");
    }

    @Test
    void links_to_a_folder_around_them_end() throws IOException {
        files("a/b/c.jpg");
        Files.createSymbolicLink(folder.resolve("a/b/up"), Path.of("../.."));
        assertThat(walk(1000)).containsExactly("IMAGE a/b/c.jpg", "FAILED a/b/up");
    }

    @Test
    void links_that_lead_nowhere_are_files() throws IOException {
        Files.createSymbolicLink(folder.resolve("lost.jpg"), Path.of("nowhere"));
        assertThat(walk(1000)).containsExactly("IMAGE lost.jpg");
    }

    @Test
    void an_unreadable_folder_is_reported() throws IOException {
        files("closed/a.jpg", "z.jpg");
        Path closed = folder.resolve("closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeThat(Files.isReadable(closed))
                    .as("the superuser reads everything")
                    .isFalse();
            assertThat(walk(1000)).containsExactlyInAnyOrder("FAILED closed", "IMAGE z.jpg");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
