package dev.gioconda.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gioconda.data.TinyDatasetFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileInputsTest {

    private static final int MAX_BYTES = 1000;

    @TempDir
    private Path folder;

    private static FileInputs inputs(Path... paths) {
        return new FileInputs(List.of(paths), MAX_BYTES);
    }

    @Test
    void images_of_archives_are_named_by_both_paths() throws IOException {
        TinyDatasetFixture files = new TinyDatasetFixture().pictures("a/1.jpg", "b.png", "__MACOSX/b.png");
        Path zip = files.zip(folder.resolve("set.zip"));
        Path tar = files.tarGz(folder.resolve("set.tar.gz"));
        assertThat(ScoreFixture.listed(inputs(zip, tar)))
                .containsExactlyInAnyOrder(zip + "!/a/1.jpg", zip + "!/b.png", tar + "!/a/1.jpg", tar + "!/b.png");
        assertThat(inputs(zip).count(() -> false)).isEqualTo(2);
        assertThat(inputs(zip, tar).count(() -> false)).isEqualTo(ScoreInputs.UNKNOWN);
    }

    @Test
    void a_truncated_archive_has_a_row_after_its_readable_images() throws IOException {
        Path tar = new TinyDatasetFixture().pictures("1.jpg", "2.jpg").tarGz(folder.resolve("set.tar.gz"));
        byte[] bytes = Files.readAllBytes(tar);
        Files.write(tar, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(ScoreFixture.listed(inputs(tar))).endsWith(tar.toString());
    }

    @Test
    void a_file_that_is_no_archive_is_one_row() throws IOException {
        Path zip = Files.writeString(folder.resolve("page.zip"), "<html>");
        assertThat(ScoreFixture.listed(inputs(zip))).containsExactly(zip.toString());
    }

    @Test
    void archives_in_folders_and_other_files_are_left_out() throws IOException {
        new TinyDatasetFixture().pictures("1.jpg").zip(folder.resolve("set.zip"));
        Files.writeString(folder.resolve("a.jpg"), "a");
        assertThat(ScoreFixture.listed(inputs(folder)))
                .containsExactly(folder.resolve("a.jpg").toString(), "[" + folder.resolve("set.zip") + "]");
    }

    @Test
    void a_file_is_not_scored_twice() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("a/b"));
        assertThatThrownBy(() -> inputs(inner, folder.resolve("a/../a/b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> inputs(inner, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is inside");
    }

    @Test
    void names_that_are_no_text_stay_different_and_lead_back() throws IOException {
        URI first = URI.create(folder.toUri() + "caf%E9.jpg"); // ISO 8859-1
        URI second = URI.create(folder.toUri() + "caf%E8.jpg");
        try {
            Files.writeString(Path.of(first), "1");
            Files.writeString(Path.of(second), "2");
        } catch (InvalidPathException | IOException notPossible) {
            assumeThat(notPossible).as("a file system with names in UTF-8 only").isNull();
        }
        List<String> paths = ScoreFixture.listed(inputs(folder));
        assertThat(paths).hasSize(2).doesNotHaveDuplicates();
        for (String path : paths) {
            Path file = path.startsWith("file:") ? Path.of(URI.create(path)) : Path.of(path);
            assertThat(file).isRegularFile();
        }
    }

    @Test
    void a_missing_file_is_an_input() throws IOException {
        Path missing = folder.resolve("missing.jpg");
        assertThat(ScoreFixture.listed(inputs(missing))).containsExactly(missing.toString());
    }
}
