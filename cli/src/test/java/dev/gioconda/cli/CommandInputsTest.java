package dev.gioconda.cli;

import static dev.gioconda.cli.CommandLineFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images and data that are given to commands, with the embedded model. */
@Tag("integration")
class CommandInputsTest {

    @TempDir
    private static Path folder;

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void classify_reads_a_folder_and_standard_input() throws IOException {
        Path album = Files.createDirectories(folder.resolve("album/nested"));
        SyntheticPortraits portraits = new SyntheticPortraits(2, 1);
        byte[][] face = new byte[1][];
        portraits.visit(portraits.entries(), (entry, bytes) -> face[0] = bytes);
        Files.write(album.resolveSibling("a.jpg"), face[0]);
        Files.write(album.resolveSibling("b\u001b[2J.jpg"), face[0]);
        Files.writeString(album.resolveSibling("c.heic"), "RIFF");
        CommandResult text = call("classify", path("album"));
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains("a.jpg: ", "b\\u001b[2J.jpg: ").doesNotContain("\u001b");
        assertThat(text.err())
                .contains("1 files of other formats were skipped", "c.heic", "1 subfolders were skipped", "nested");
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(face[0]));
            CommandResult piped = call("classify", "--json", "-");
            assertThat(piped.json().path("file").asText()).isEqualTo("-");
            assertThat(piped.json().path("label").asText()).isIn("smiling", "not smiling", "can't tell");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void evaluate_on_all_images_draws_the_sample() throws IOException {
        JsonNode json = call("evaluate", "--data", "synthetic:60", "--split", "all", "--sample", "20", "--json")
                .json();
        assertThat(json.path("count").asInt()).isBetween(10, 20);
    }

    @Test
    void wrong_data_leave_no_run_folder() {
        CommandResult result = call("train", "--data", path("no-such-data"), "--runs", path("unused-runs"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("does not exist");
        assertThat(folder.resolve("unused-runs")).doesNotExist();
    }
}
