package dev.gioconda.style;

import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.features.TooSmallException;
import dev.gioconda.style.objective.Tiling;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Says before a painting begins how long it will take and how much memory.
 *
 * <p>Time: a few iterations are made at two small sizes of p pixels. An iteration then takes {@code a + b p} seconds, where a is what does not
 * depend on the size, such as the eigenvalues of covariances; so does the preparation of a size. Tiles are looked at twice. Memory: what this
 * program has now, {@link #WORKSPACE}, {@link #CANVASES} for each pixel, and for each of the layers' outputs that a pixel has, up to the
 * deepest layer that is looked at, twice its own size and {@link #ROWS}. The constants are fitted to the peaks of three networks in both
 * precisions, which they meet within 15 %.
 */
public final class Forecast {

    private static final int SMALL = 48;
    private static final int MEDIUM = 112;
    private static final int STEPS = 3; // of which the fastest counts

    /** Java's heap, and what convolutions and eigenvalues need beside their results, in bytes. */
    private static final long WORKSPACE = 100L << 20;

    /** Pixels, gradient, moments, average and pictures, in bytes for each pixel. */
    private static final int CANVASES = 144;

    /** Rows in float32 and their gradient, in bytes for each output of a layer. */
    private static final int ROWS = 8;

    private static final double TILED = 4 / 3.0; // a forward pass more, which is a third of a step
    private static final double TILE = 1 << 20; // pixels that a tile sees

    private static final int SAMPLE = 64; // pixels a side at least, for the sizes of outputs

    private Forecast() {}

    private record Cost(double pixels, double step, double preparation) {}

    /**
     * The estimate.
     *
     * @param transfer what will paint
     * @param task what will be painted
     */
    public static Estimate of(StyleTransfer transfer, StyleTask task) throws IOException {
        int side = SMALL;
        Cost small = smallest(transfer, task, side);
        while (small == null) { // deep layers see nothing of it
            side *= 2;
            small = smallest(transfer, task, side);
        }
        Cost medium = measured(transfer, task, side * MEDIUM / SMALL);
        StyleRecipe recipe = transfer.recipe();
        List<Integer> sides = recipe.pyramid().sides(task.longSide());
        int[] shares = recipe.pyramid().shares(sides.size());
        double seconds = 0;
        for (int i = 0; i < shares.length; i++) {
            double pixels = size(task, sides.get(i));
            double step = at(pixels, small.pixels(), small.step(), medium.pixels(), medium.step());
            seconds += shares[i] * step * (pixels > Tiling.LARGEST_WHOLE ? TILED : 1);
            seconds += at(pixels, small.pixels(), small.preparation(), medium.pixels(), medium.preparation());
        }
        double all = size(task, task.longSide());
        double atOnce = all > Tiling.LARGEST_WHOLE ? TILE : all;
        double bytes = (double) (Pointer.physicalBytes() + WORKSPACE)
                + all * CANVASES
                + atOnce * outputs(transfer, Math.max(SAMPLE, 2 * side));
        return new Estimate(seconds, Math.round(bytes));
    }

    private static double size(StyleTask task, int side) {
        return (double) Size.of(task.content()).fitted(side).pixels();
    }

    /** Null where the picture is too small for the layers, and larger ones would still be smaller than the painting. */
    private static @Nullable Cost smallest(StyleTransfer transfer, StyleTask task, int side) throws IOException {
        try {
            return measured(transfer, task, side);
        } catch (TooSmallException tooSmall) {
            if (side >= task.longSide()) {
                throw tooSmall;
            }
            return null;
        }
    }

    private static Cost measured(StyleTransfer transfer, StyleTask task, int side) throws IOException {
        StyleRecipe recipe = StyleRecipes.changed(
                transfer.recipe(), List.of("pyramid.smallest=" + side, "pyramid.iterations=" + STEPS));
        StyleTask sketch = new StyleTask(task.content(), task.styles(), task.mask(), task.start(), side, task.seed());
        List<Double> times = new ArrayList<>();
        new StyleTransfer(recipe, transfer.net()).paint(sketch, progress -> times.add(progress.seconds()));
        double step = Double.MAX_VALUE;
        for (int i = 1; i < times.size(); i++) {
            step = Math.min(step, times.get(i) - times.get(i - 1));
        }
        return new Cost(size(task, side), step, Math.max(0, times.get(0) - step));
    }

    /** On the line through two measurements, which does not fall. */
    private static double at(double pixels, double firstPixels, double first, double secondPixels, double second) {
        double slope = Math.max(0, (second - first) / (secondPixels - firstPixels));
        double rest = Math.max(0, first - slope * firstPixels);
        return rest + slope * pixels;
    }

    /** Bytes for each pixel of the picture that all layers' outputs take. */
    private static double outputs(StyleTransfer transfer, int sample) {
        Set<String> names = new LinkedHashSet<>(transfer.recipe().content().layers());
        names.addAll(transfer.recipe().style().layers());
        FeatureNet net = transfer.net();
        int last = names.stream().mapToInt(net.network()::indexOf).max().orElse(0);
        double bytes = 0;
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor x = net.first(torch.zeros(1, 3, sample, sample));
            bytes += held(x);
            for (int layer = 1; layer <= last; layer++) {
                x = net.network().run(x, layer, layer + 1);
                bytes += held(x);
            }
        }
        return bytes / ((double) sample * sample);
    }

    private static double held(Tensor output) {
        return 2.0 * output.nbytes() + (double) ROWS * output.numel();
    }
}
