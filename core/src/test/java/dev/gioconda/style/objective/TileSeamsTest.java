package dev.gioconda.style.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.style.ScaleState;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tile borders stay invisible over some steps. */
@Tag("integration")
@ExtendWith(SingleThreadExtension.class)
class TileSeamsTest {

    private static final int SIDE = 96;
    private static final int TILE = 32;
    private static final int STEPS = 20;

    /** @param seam difference of pixels across tile borders relative to that elsewhere */
    private record TiledRun(double firstLoss, double lastLoss, double seam) {}

    private static TiledRun paint(boolean tiles) throws IOException {
        StyleRecipe recipe = TiledObjectiveTest.recipe("optimiser.average=0.0");
        FeatureExtractor extractor = TiledObjectiveTest.extractor();
        try (PointerScope scope = new PointerScope()) {
            Tensor contentImage = TiledObjectiveTest.picture(1, SIDE, SIDE);
            List<StyleInput> styleInputs = List.of(new StyleInput(TiledObjectiveTest.picture(2, 64, 64), 1, null));
            TilePlan tilePlan =
                    TilePlan.of(extractor, TiledObjectiveTest.layers(recipe), new Size(SIDE, SIDE), TILE, 48);
            ScaleState scaleState = new ScaleState(recipe, 0, contentImage);
            try (Objective objective = tiles
                    ? new TiledObjective(extractor, recipe, tilePlan, contentImage, styleInputs, null)
                    : new WholeImageObjective(extractor, recipe, contentImage, styleInputs, null)) {
                double first = scaleState.step(objective, null).total();
                for (int i = 2; i < STEPS; i++) {
                    scaleState.step(objective, null);
                }
                return new TiledRun(first, scaleState.step(objective, null).total(), seam(scaleState.currentImage()));
            }
        }
    }

    private static double seam(Tensor canvas) {
        float[] values = Tensors.floats(canvas.mean(1)); // [h, w]
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int a = 0; a < SIDE; a++) {
            for (int b = 1; b < SIDE; b++) {
                int where = b % TILE == 0 ? 1 : 0;
                sums[where] += Math.abs(values[a * SIDE + b] - values[a * SIDE + b - 1])
                        + Math.abs(values[b * SIDE + a] - values[(b - 1) * SIDE + a]);
                counts[where] += 2;
            }
        }
        return sums[1] / counts[1] / (sums[0] / counts[0]);
    }

    @Test
    void tiled_optimization_lowers_the_loss_without_seams() throws IOException {
        TiledRun tiled = paint(true);
        TiledRun untiled = paint(false);
        assertThat(tiled.lastLoss()).isLessThan(0.6 * tiled.firstLoss()).isCloseTo(untiled.lastLoss(), offset(0.01));
        assertThat(tiled.seam()).isBetween(0.9, 1.1).isCloseTo(untiled.seam(), offset(0.01));
    }
}
