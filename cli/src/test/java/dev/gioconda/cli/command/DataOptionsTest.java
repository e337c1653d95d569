package dev.gioconda.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DataOptionsTest {

    @Test
    void saved_options_are_read_back() throws IOException {
        DataOptions options = CommandLine.populateCommand(
                new DataOptions(),
                "--data",
                "faces",
                "--rename",
                "faces:no smile\\=Serious face",
                "--positive",
                "mit L\u00e4cheln",
                "--positive",
                "hut=Hat",
                "--allow-missing");
        DataOptions read = DataOptions.fromMap(options.toMap());
        assertThat(read.toDataChoice()).isEqualTo(options.toDataChoice());
        assertThat(read.toDataChoice().renames())
                .containsExactly("faces:no smile\\=Serious face", "*:mit L\u00e4cheln=Smiling", "*:hut=Hat");
        assertThat(read.toDataChoice().allowMissing()).isTrue();
    }

    @Test
    void options_of_earlier_runs_are_read() throws IOException {
        DataOptions read = DataOptions.fromMap(Map.of("data", "d", "renames", "a:B=C d:E=F"));
        assertThat(read.toDataChoice().renames()).containsExactly("a:B=C", "d:E=F");
        assertThat(read.toDataChoice().allowMissing()).isFalse();
    }
}
