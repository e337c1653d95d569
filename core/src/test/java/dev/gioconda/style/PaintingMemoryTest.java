package dev.gioconda.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.objective.Goal;
import dev.gioconda.style.objective.Objective;
import dev.gioconda.style.objective.TiledObjective;
import dev.gioconda.style.objective.TilesTest;
import dev.gioconda.style.objective.Tiling;
import dev.gioconda.style.recipe.StyleRecipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaintingMemoryTest {

    private static final int SIDE = 64;
    private static final int WARM = 200; // every kernel was loaded, every hot method compiled
    private static final int STEPS = 500;

    /** What the child says after every hundredth step. */
    private record Weight(long resident, long objects) {
        static Weight of(String line) {
            List<String> cells = List.of(line.split(" ", -1));
            return new Weight(Long.parseLong(cells.get(0)), Long.parseLong(cells.get(1)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "tiles"})
    void fiveHundredIterationsKeepTheMemoryFlat(String way) throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/statm")), "Resident memory is read from /proc.");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms128m",
                        "-Xmx128m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PaintingMemoryTest.class.getName(),
                        way)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("MALLOC_ARENA_MAX", "1"); // as the launcher sets it
        Process child = builder.start();
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();

        List<Weight> weights = out.lines().map(Weight::of).toList();
        assertThat(weights).hasSize((WARM + STEPS) / 100);
        List<Weight> warm = weights.subList(WARM / 100 - 1, weights.size());
        assertThat(warm)
                .extracting(Weight::objects)
                .as("native objects that no scope has freed")
                .containsOnly(warm.get(0).objects());
        assertThat(warm.get(warm.size() - 1).resident() - warm.get(0).resident())
                .as("growth of resident bytes: %s", weights)
                .isLessThan(20L << 20);
    }

    /** Paints, and prints a line of resident bytes and native objects after every hundredth step. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        StyleRecipe recipe = TilesTest.recipe();
        FeatureNet net = TilesTest.net();
        try (PointerScope scope = new PointerScope()) {
            Tensor photograph = TilesTest.picture(1, SIDE, SIDE);
            List<Objective.Palette> paintings =
                    List.of(new Objective.Palette(TilesTest.picture(2, SIDE, SIDE), 1, null));
            Easel easel = new Easel(recipe, 0, photograph);
            try (Goal goal = arguments[0].equals("whole")
                    ? new Objective(net, recipe, photograph, paintings, null)
                    : new TiledObjective(
                            net,
                            recipe,
                            Tiling.of(net, TilesTest.layers(recipe), new Size(SIDE, SIDE), SIDE / 2, 16),
                            photograph,
                            paintings,
                            null)) {
                collect();
                for (int step = 1; step <= WARM + STEPS; step++) {
                    easel.step(goal, null);
                    if (step % 100 == 0) {
                        System.out.printf("%d %d%n", Pointer.physicalBytes(), Pointer.totalCount());
                    }
                }
            }
        }
    }

    /** What building the network left to the collector is not the loop's: one that came later would change the count. */
    private static void collect() throws InterruptedException {
        long before;
        do {
            before = Pointer.totalCount();
            System.gc();
            Thread.sleep(200); // its objects are freed by another thread
        } while (Pointer.totalCount() < before);
    }
}
