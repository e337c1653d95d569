package dev.gioconda.cli.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.Gioconda;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gioconda score} as a process of its own, which is killed at random moments and started again. */
@Tag("integration")
class ScoreKillTest {

    private static final int IMAGES = 1_500;
    private static final int BETWEEN_PORTRAITS = 100;

    @TempDir
    private Path folder;

    private Path images = Path.of("");
    private Path table = Path.of("");

    @Test
    void each_image_has_one_row_after_2_kills() throws IOException, InterruptedException {
        killRepeatedly(2);
    }

    @Test
    @Tag("slow")
    void each_image_has_one_row_after_20_kills() throws IOException, InterruptedException {
        killRepeatedly(20);
    }

    private void killRepeatedly(int times) throws IOException, InterruptedException {
        writeImages();
        Path expected = folder.resolve("expected.csv");
        assertThat(CommandLineFixture.call(
                                "score", "--detector=cascades", images.toString(), "--out", expected.toString())
                        .code())
                .isZero();
        long bytes = Files.size(expected);
        Random random = new Random(times);
        int unfinished = 0;
        for (int kill = 1; kill <= times; kill++) {
            long moment = bytes * kill / (times + 1) + random.nextInt((int) (bytes / (2L * times)));
            unfinished += killWhenLongerThan(moment) ? 1 : 0;
        }
        assertThat(unfinished).as("kills before the end").isPositive();
        Process last = start();
        assertThat(last.waitFor()).isZero();
        assertThat(table).hasSameBinaryContentAs(expected);
        Set<String> paths = new HashSet<>();
        for (String row : Files.readAllLines(table)) {
            assertThat(paths.add(row.substring(0, row.indexOf(',')))).as(row).isTrue();
        }
        assertThat(paths).hasSize(1 + IMAGES);
        assertThat(folder.resolve("scores.csv.part")).doesNotExist();
        assertThat(folder.resolve("scores.csv.part.json")).doesNotExist();
    }

    /** Starts the command and kills it as soon as its table has this length; whether the table was unfinished then. */
    private boolean killWhenLongerThan(long bytes) throws IOException, InterruptedException {
        Process process = start();
        Path part = folder.resolve("scores.csv.part");
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !process.isAlive() || length(part) > bytes);
        process.destroyForcibly().waitFor(); // kill -9
        return Files.exists(part);
    }

    private static long length(Path file) {
        return file.toFile().length(); // 0 if there is none
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx400m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Gioconda.class.getName(),
                        "score",
                        "--detector=cascades",
                        images.toString(),
                        "--out=" + table,
                        "--resume")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Portraits, and many files between them whose rows are fast. */
    private void writeImages() throws IOException {
        images = Files.createDirectory(folder.resolve("images"));
        table = folder.resolve("scores.csv");
        SyntheticPortraits portraits = new SyntheticPortraits(1, IMAGES / BETWEEN_PORTRAITS);
        List<byte[]> faces = new ArrayList<>();
        portraits.visit(portraits.entries(), (entry, bytes) -> faces.add(bytes));
        for (int i = 0; i < IMAGES; i++) {
            Path file = images.resolve("%05d.jpg".formatted(i));
            if (i % BETWEEN_PORTRAITS == 0) {
                Files.write(file, faces.get(i / BETWEEN_PORTRAITS));
            } else {
                Files.writeString(file, "text " + i);
            }
        }
    }
}
