package dev.gioconda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start of the program leaves behind, and the workload that makes starts faster. */
@Tag("integration")
class StartupTest {

    @TempDir
    Path folder;

    @Test
    void killed_classification_leaves_no_temporary_file() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path portrait = folder.resolve("portrait.jpg");
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        portraits.visit(portraits.entries(), (entry, bytes) -> Files.write(portrait, bytes));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Gioconda.class.getName(),
                        "classify",
                        portrait.toString(),
                        "-") // standard input, which stays open
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("caches").toString());
        Process process = builder.start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).startsWith(portrait + ":");
        } finally {
            process.destroyForcibly().waitFor(); // kill -9
        }
        assertThat(temporary).isEmptyDirectory();
        assertThat(folder.resolve("caches/gioconda/embedded")).isNotEmptyDirectory();
    }

    @Test
    void class_archive_workload_succeeds_and_prints_nothing() throws IOException, InterruptedException {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ClassArchiveWorkload.main();
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
