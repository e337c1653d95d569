package dev.gioconda.style.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gioconda.nn.OneThread;
import dev.gioconda.style.Easel;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What painting in tiles comes to after some steps. */
@ExtendWith(OneThread.class)
class SeamsTest {

    private static final int SIDE = 96;
    private static final int TILE = 32;
    private static final int STEPS = 20;

    /** @param seam how much pixels differ across the borders of tiles, relative to how much they do everywhere else */
    private record Painted(double first, double last, double seam) {}

    private static Painted paint(boolean tiles) throws IOException {
        StyleRecipe recipe = TilesTest.recipe("optimiser.average=0.0");
        FeatureNet net = TilesTest.net();
        try (PointerScope scope = new PointerScope()) {
            Tensor photograph = TilesTest.picture(1, SIDE, SIDE);
            List<Objective.Palette> paintings = List.of(new Objective.Palette(TilesTest.picture(2, 64, 64), 1, null));
            Tiling tiling = Tiling.of(net, TilesTest.layers(recipe), new Size(SIDE, SIDE), TILE, 48);
            Easel easel = new Easel(recipe, 0, photograph);
            try (Goal goal = tiles
                    ? new TiledObjective(net, recipe, tiling, photograph, paintings, null)
                    : new Objective(net, recipe, photograph, paintings, null)) {
                double first = easel.step(goal, null).total();
                for (int i = 2; i < STEPS; i++) {
                    easel.step(goal, null);
                }
                return new Painted(first, easel.step(goal, null).total(), seam(easel.canvas()));
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
    void theLossGoesDownAndNoBorderOfATileCanBeSeen() throws IOException {
        Painted painted = paint(true);
        Painted whole = paint(false);
        assertThat(painted.last()).isLessThan(0.6 * painted.first()).isCloseTo(whole.last(), offset(0.01));
        assertThat(painted.seam()).isBetween(0.9, 1.1).isCloseTo(whole.seam(), offset(0.01));
    }
}
