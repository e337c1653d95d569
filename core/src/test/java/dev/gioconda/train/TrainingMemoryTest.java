package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrainingMemoryTest {

    private static final long MIB = 1 << 20;

    /** Six epochs: every size of batch was asked for, every kernel was loaded, every hot method compiled. */
    private static final int WARMUP_STEPS = 300;

    private static final int STEPS = 500;

    /** What the child says after every hundredth step. */
    private record StepMemory(int step, long resident, long objects) {
        static StepMemory parse(String line) {
            List<String> cells = List.of(line.split(" ", -1));
            return new StepMemory(
                    Integer.parseInt(cells.get(0)), Long.parseLong(cells.get(1)), Long.parseLong(cells.get(2)));
        }
    }

    @Test
    void memory_is_constant_over_500_steps() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/statm")), "Resident memory is read from /proc.");
        ProcessBuilder builder = TrainingJvm.processBuilder("weigh", Integer.toString(WARMUP_STEPS + STEPS))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(launcherEnvironment());
        // With two threads on busy cores every operation would wait for its slower half; memory does not depend on it.
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process child = builder.start();
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();

        List<StepMemory> samples = out.lines().map(StepMemory::parse).toList();
        assertThat(samples).extracting(StepMemory::step).containsExactly(100, 200, 300, 400, 500, 600, 700, 800);
        List<StepMemory> warmedUp = new ArrayList<>(samples.subList(WARMUP_STEPS / 100 - 1, samples.size()));
        assertThat(warmedUp)
                .extracting(StepMemory::objects)
                .as("native objects that no scope has freed")
                .containsOnly(warmedUp.get(0).objects());
        assertThat(warmedUp.get(warmedUp.size() - 1).resident()
                        - warmedUp.get(0).resident())
                .as("growth of resident bytes: %s", samples)
                .isLessThan(30 * MIB);
    }

    /** The environment that users train in: what the launcher exports, such as one arena of malloc that is not trimmed. */
    private static Map<String, String> launcherEnvironment() throws IOException {
        String script = Files.readString(Path.of(System.getProperty("gioconda.root"), "gioconda"));
        Map<String, String> environment = Pattern.compile("(?m)^export (\\w+)=\"\\$\\{\\1-(\\w+)}\"$")
                .matcher(script)
                .results()
                .collect(java.util.stream.Collectors.toMap(
                        (MatchResult line) -> line.group(1), (MatchResult line) -> line.group(2)));
        assertThat(environment).containsKeys("MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_");
        return environment;
    }
}
