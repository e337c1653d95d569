package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.process.StepMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class TrainingMemoryTest {

    private static final long MIB = 1 << 20;

    /** Six epochs: every size of batch was asked for, every kernel was loaded, every hot method compiled. */
    private static final int WARMUP_STEPS = 300;

    private static final int STEPS = 500;

    @Test
    void memory_is_constant_over_500_steps() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/statm")), "Resident memory is read from /proc.");
        ProcessBuilder builder = TrainingJvm.processBuilder("weigh", Integer.toString(WARMUP_STEPS + STEPS));
        builder.environment().putAll(launcherEnvironment());
        // With two threads on busy cores every operation would wait for its slower half; memory does not depend on it.
        builder.environment().put("OMP_NUM_THREADS", "1");

        List<StepMemory> samples = StepMemory.measure(builder);
        assertThat(samples).extracting(StepMemory::step).containsExactly(100, 200, 300, 400, 500, 600, 700, 800);
        StepMemory.assertConstant(samples.subList(WARMUP_STEPS / 100 - 1, samples.size()), 30 * MIB);
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
