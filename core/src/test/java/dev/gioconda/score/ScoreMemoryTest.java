package dev.gioconda.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not depend on the number of images. */
@Tag("integration")
class ScoreMemoryTest {

    private static final int INPUTS = 200_000; // their rows are 30 MB
    private static final int HEAP_MEGABYTES = 32;
    private static final long MAX_GROWTH = 32_000_000; // bytes, between a quarter of the inputs and all

    @TempDir
    private Path folder;

    @Test
    void many_inputs_are_scored_in_a_small_heap() throws IOException, InterruptedException {
        Path table = folder.resolve("scores.csv");
        Process child = ScoreJvm.processBuilder(table, INPUTS, HEAP_MEGABYTES)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        List<Long> resident = out.lines().map(Long::valueOf).toList();
        assertThat(resident).hasSize(ScoreJvm.SAMPLES);
        assertThat(resident.get(ScoreJvm.SAMPLES - 1) - resident.get(0)).as(out).isLessThan(MAX_GROWTH);
        try (Stream<String> rows = Files.lines(table)) {
            assertThat(rows.count()).isEqualTo(1 + INPUTS);
        }
    }
}
