package dev.gioconda.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.cli.command.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An invalid setting of the server is a usage error that names the option. */
class InvalidServeOptionsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--max-bytes=999",
                "--max-pixels=9999",
                "--requests-per-minute=-1",
                "--jobs=0",
                "--jobs-per-client=0",
                "--max-painting=31",
                "--keep-days=0",
                "--disk-paintings=0",
                "--disk-uploads=0",
                "--disk-kept=-1",
                "--disk-free=-1",
                "--batch=0",
                "--patience=-1",
                "--precision=float8",
                "--trusted-proxy=nonsense",
                "--allowed-host=http://faces.example",
                "--cors-origin=*",
                "--base-path=/faces/"
            })
    void message_names_the_option(String invalid) {
        CommandResult result = CommandLineFixture.call(
                "serve", "--port=0", invalid, "--store", folder.resolve("store").toString());
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains("expected")
                .containsPattern(invalid.substring(0, invalid.indexOf('=')) + "[., ]");
    }
}
