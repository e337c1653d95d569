package dev.gioconda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README that retrain, as a shell runs them in an empty folder. */
@Tag("integration")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are those of a POSIX shell")
class ReadmeRetrainTest {

    private static final String LAUNCHER = """
            #!/bin/sh
            exec "$TEST_JAVA" -XX:TieredStopAtLevel=1 -Xmx800m -cp "$TEST_CLASSES" dev.gioconda.cli.Gioconda "$@"
            """;
    private static final String SMALL_DATA =
            "synthetic:150 --set training.epochs=1 --set input.columns=32 --set input.rows=32";
    private static final String PORTRAIT = "img_align_celeba/000069.jpg"; // with a face that is found

    @TempDir
    private Path folder;

    private record ShellResult(int code, String out, String err) {}

    @Test
    void the_five_commands_work_as_typed() throws Exception {
        List<String> commands = commands();
        assertThat(commands).hasSize(5).allMatch(command -> command.startsWith("./gioconda "));
        Files.writeString(folder.resolve("gioconda"), LAUNCHER);
        assertThat(folder.resolve("gioconda").toFile().setExecutable(true)).isTrue();
        new SyntheticPortraits(7, 69)
                .visit(Set.of(PORTRAIT), (entry, bytes) -> Files.write(folder.resolve("face.jpg"), bytes));

        assertThat(successful(commands.get(0)).out()).contains("promote", "smile/", "the first champion");
        String receipt = successful(commands.get(1)).out();
        String id = receipt.substring(0, receipt.indexOf('.'));
        successful(commands.get(2).replace("ID", id));
        assertThat(successful(commands.get(3).replace("path/to/genki4k", SMALL_DATA))
                        .out())
                .contains("1 images, 1 of them new", "would train and compare with the champion");
        ShellResult retrained = shell(commands.get(4).replace("path/to/genki4k", SMALL_DATA));
        assertThat(retrained.out()).as(retrained.err()).containsPattern("smile/\\S+ was (promoted|saved, but not)");
        assertThat(retrained.code()).isEqualTo(retrained.out().contains("but not promoted") ? 1 : 0);
        try (Stream<Path> versions = Files.list(folder.resolve("store/models/smile"))) {
            assertThat(versions.filter(version -> Files.exists(version.resolve("manifest.json"))))
                    .hasSize(2);
        }
    }

    /** The lines of code after the words "Retrain from feedback". */
    private static List<String> commands() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("gioconda.root"), "README.md"));
        return readme.substring(readme.indexOf("**Retrain from feedback**"))
                .lines()
                .dropWhile(line -> !line.startsWith("    "))
                .takeWhile(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
    }

    private ShellResult successful(String command) throws Exception {
        ShellResult result = shell(command);
        assertThat(result.code()).as("%s%n%s", command, result.err()).isZero();
        return result;
    }

    private ShellResult shell(String command) throws Exception {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("GIOCONDA_STORE");
        builder.environment()
                .putAll(Map.of(
                        "TEST_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "TEST_CLASSES",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "XDG_CACHE_HOME",
                        folder.resolve("cache").toString(),
                        "OMP_NUM_THREADS",
                        "1"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(command).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new ShellResult(process.exitValue(), read(out), read(err));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
