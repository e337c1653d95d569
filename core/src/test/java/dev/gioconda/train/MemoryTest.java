package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private static final long MIB = 1 << 20;

    /** Steps until the allocator has seen training and validation a few times; from here on memory is flat. */
    private static final int WARM = 200;

    @Test
    void fiveHundredStepsKeepTheMemoryFlat() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/statm")), "Resident memory is read from /proc.");
        Process child = ChildJvm.builder("weigh", "700")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();

        TreeMap<Integer, Long> resident = new TreeMap<>();
        for (String line : out.lines().toList()) {
            List<String> cells = List.of(line.split(" ", -1));
            resident.put(Integer.valueOf(cells.get(0)), Long.valueOf(cells.get(1)));
        }
        assertThat(resident.keySet()).containsExactly(100, 200, 300, 400, 500, 600, 700);
        assertThat(resident.getOrDefault(700, Long.MAX_VALUE) - resident.getOrDefault(WARM, 0L))
                .as("growth of resident bytes: %s", resident)
                .isLessThan(30 * MIB);
    }
}
