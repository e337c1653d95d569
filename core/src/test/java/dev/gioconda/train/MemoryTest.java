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

class MemoryTest {

    private static final long MIB = 1 << 20;

    /** Six epochs: every size of batch was asked for, every kernel was loaded, every hot method compiled. */
    private static final int WARM = 300;

    private static final int STEPS = 500;

    /** What the child says after every hundredth step. */
    private record Weight(int step, long resident, long objects) {
        static Weight of(String line) {
            List<String> cells = List.of(line.split(" ", -1));
            return new Weight(
                    Integer.parseInt(cells.get(0)), Long.parseLong(cells.get(1)), Long.parseLong(cells.get(2)));
        }
    }

    @Test
    void fiveHundredStepsKeepTheMemoryFlat() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/statm")), "Resident memory is read from /proc.");
        ProcessBuilder builder = ChildJvm.builder("weigh", Integer.toString(WARM + STEPS))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(ofLauncher());
        // With two threads on busy cores every operation would wait for its slower half; memory does not depend on it.
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process child = builder.start();
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();

        List<Weight> weights = out.lines().map(Weight::of).toList();
        assertThat(weights).extracting(Weight::step).containsExactly(100, 200, 300, 400, 500, 600, 700, 800);
        List<Weight> warm = new ArrayList<>(weights.subList(WARM / 100 - 1, weights.size()));
        assertThat(warm)
                .extracting(Weight::objects)
                .as("native objects that no scope has freed")
                .containsOnly(warm.get(0).objects());
        assertThat(warm.get(warm.size() - 1).resident() - warm.get(0).resident())
                .as("growth of resident bytes: %s", weights)
                .isLessThan(30 * MIB);
    }

    /** The environment that users train in: what the launcher exports, such as one arena of malloc that is not trimmed. */
    private static Map<String, String> ofLauncher() throws IOException {
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
