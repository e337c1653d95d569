package dev.gioconda.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainEmbeddingCommandTest {

    @TempDir
    private Path folder;

    private CommandResult call(String... arguments) {
        List<String> all = new ArrayList<>(List.of("train", "--task", "embedding"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--runs",
                folder.resolve("runs").toString(),
                "--embedders",
                folder.resolve("embedders").toString()));
        return CommandLineFixture.call(all);
    }

    @Test
    void data_is_required_for_a_new_run() {
        CommandResult result = call();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--data").contains("genki4k,smiles");
    }

    @Test
    void an_unknown_teacher_is_rejected() {
        CommandResult result = call("--data", "synthetic", "--teacher", "facenet");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("\"facenet\"; expected dlib");
    }

    @Test
    void a_missing_teacher_tells_how_to_get_it() {
        CommandResult result = call("--data", "synthetic", "--weight-cache", folder.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("gioconda weights fetch face-api");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void a_resumed_run_keeps_its_data() {
        CommandResult result = call("--data", "synthetic", "--resume", folder.toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--resume cannot be combined with --data");
    }
}
