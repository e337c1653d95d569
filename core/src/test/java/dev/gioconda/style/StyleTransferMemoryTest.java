package dev.gioconda.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.process.ChildJvm;
import dev.gioconda.process.StepMemory;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.objective.Objective;
import dev.gioconda.style.objective.StyleInput;
import dev.gioconda.style.objective.TilePlan;
import dev.gioconda.style.objective.TiledObjective;
import dev.gioconda.style.objective.TiledObjectiveTest;
import dev.gioconda.style.objective.WholeImageObjective;
import dev.gioconda.style.recipe.StyleRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class StyleTransferMemoryTest {

    private static final int SIDE = 64;
    private static final int WARMUP_STEPS = 200; // loads all kernels and compiles all hot methods
    private static final int STEPS = 500;

    @ParameterizedTest
    @ValueSource(strings = {"whole", "tiles"})
    void memory_is_constant_over_500_iterations(String objectiveKind) throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/statm")), "Resident memory is read from /proc.");
        ProcessBuilder builder = ChildJvm.of(
                List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch"), StyleTransferMemoryTest.class, objectiveKind);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("MALLOC_ARENA_MAX", "1"); // as the launcher sets it

        List<StepMemory> samples = StepMemory.measure(builder);
        assertThat(samples).hasSize((WARMUP_STEPS + STEPS) / 100);
        StepMemory.assertConstant(samples.subList(WARMUP_STEPS / 100 - 1, samples.size()), 20L << 20);
    }

    /** Runs and prints resident bytes and native objects after every hundredth step. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        StyleRecipe recipe = TiledObjectiveTest.recipe();
        FeatureExtractor extractor = TiledObjectiveTest.extractor();
        try (PointerScope scope = new PointerScope()) {
            Tensor contentImage = TiledObjectiveTest.picture(1, SIDE, SIDE);
            List<StyleInput> styleInputs = List.of(new StyleInput(TiledObjectiveTest.picture(2, SIDE, SIDE), 1, null));
            ScaleState scaleState = new ScaleState(recipe, 0, contentImage);
            try (Objective objective = arguments[0].equals("whole")
                    ? new WholeImageObjective(extractor, recipe, contentImage, styleInputs, null)
                    : new TiledObjective(
                            extractor,
                            recipe,
                            TilePlan.of(
                                    extractor, TiledObjectiveTest.layers(recipe), new Size(SIDE, SIDE), SIDE / 2, 16),
                            contentImage,
                            styleInputs,
                            null)) {
                collect();
                for (int step = 1; step <= WARMUP_STEPS + STEPS; step++) {
                    scaleState.step(objective, null);
                    if (step % 100 == 0) {
                        StepMemory.print(step);
                    }
                }
            }
        }
    }

    /** Frees the garbage of building the network first: freed later, it would change the count of the loop. */
    private static void collect() throws InterruptedException {
        long before;
        do {
            before = Pointer.totalCount();
            System.gc();
            Thread.sleep(200); // its objects are freed by another thread
        } while (Pointer.totalCount() < before);
    }
}
