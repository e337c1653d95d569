package dev.gioconda.style;

import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.TooSmallException;
import dev.gioconda.style.objective.TilePlan;
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
 * program has now, {@link #WORKSPACE_BYTES}, {@link #BYTES_PER_PIXEL} for each pixel, and for each of the layers' outputs that a pixel has, up to the
 * deepest layer that is looked at, twice its own size and {@link #BYTES_PER_OUTPUT}. The constants are fitted to the peaks of three networks in both
 * precisions, which they meet within 15 %.
 */
public final class CostEstimator {

    private static final int SMALL_SIDE = 48;
    private static final int MEDIUM_SIDE = 112;
    private static final int STEPS = 3; // of which the fastest counts

    /** Java's heap, and what convolutions and eigenvalues need beside their results, in bytes. */
    private static final long WORKSPACE_BYTES = 100L << 20;

    /** Pixels, gradient, moments, average and pictures, in bytes for each pixel. */
    private static final int BYTES_PER_PIXEL = 144;

    /** Rows in float32 and their gradient, in bytes for each output of a layer. */
    private static final int BYTES_PER_OUTPUT = 8;

    private static final double TILED_FACTOR = 4 / 3.0; // a forward pass more, which is a third of a step
    private static final double TILE_PIXELS = 1 << 20; // pixels that a tile sees

    private static final int MIN_SAMPLE_SIDE = 64; // pixels a side at least, for the sizes of outputs

    private CostEstimator() {}

    private record MeasuredCost(double pixels, double step, double preparation) {}

    /**
     * The estimate.
     *
     * @param transfer what will paint
     * @param task what will be painted
     */
    public static CostEstimate estimate(StyleTransfer transfer, StyleTask task) throws IOException {
        int side = SMALL_SIDE;
        MeasuredCost small = tryMeasure(transfer, task, side);
        while (small == null) { // deep layers see nothing of it
            side *= 2;
            small = tryMeasure(transfer, task, side);
        }
        MeasuredCost medium = measure(transfer, task, side * MEDIUM_SIDE / SMALL_SIDE);
        StyleRecipe recipe = transfer.recipe();
        List<Integer> sides = recipe.pyramid().longSides(task.longSide());
        int[] iterations = recipe.pyramid().iterationsPerScale(sides.size());
        double seconds = 0;
        for (int i = 0; i < iterations.length; i++) {
            double pixels = pixelCount(task, sides.get(i));
            double step = interpolate(pixels, small.pixels(), small.step(), medium.pixels(), medium.step());
            seconds += iterations[i] * step * (pixels > TilePlan.MAX_UNTILED_PIXELS ? TILED_FACTOR : 1);
            seconds += interpolate(pixels, small.pixels(), small.preparation(), medium.pixels(), medium.preparation());
        }
        double totalPixels = pixelCount(task, task.longSide());
        double pixelsAtOnce = totalPixels > TilePlan.MAX_UNTILED_PIXELS ? TILE_PIXELS : totalPixels;
        double bytes = (double) (Pointer.physicalBytes() + WORKSPACE_BYTES)
                + totalPixels * BYTES_PER_PIXEL
                + pixelsAtOnce * bytesPerPixel(transfer, Math.max(MIN_SAMPLE_SIDE, 2 * side));
        return new CostEstimate(seconds, Math.round(bytes));
    }

    private static double pixelCount(StyleTask task, int side) {
        return (double) Size.of(task.content()).withLongSide(side).pixels();
    }

    /** Null where the picture is too small for the layers, and larger ones would still be smaller than the painting. */
    private static @Nullable MeasuredCost tryMeasure(StyleTransfer transfer, StyleTask task, int side)
            throws IOException {
        try {
            return measure(transfer, task, side);
        } catch (TooSmallException tooSmall) {
            if (side >= task.longSide()) {
                throw tooSmall;
            }
            return null;
        }
    }

    private static MeasuredCost measure(StyleTransfer transfer, StyleTask task, int side) throws IOException {
        StyleRecipe recipe = StyleRecipes.withChanges(
                transfer.recipe(), List.of("pyramid.smallest=" + side, "pyramid.iterations=" + STEPS));
        StyleTask probe =
                new StyleTask(task.content(), task.styles(), task.mask(), task.initialImage(), side, task.seed());
        List<Double> times = new ArrayList<>();
        new StyleTransfer(recipe, transfer.extractor()).stylize(probe, progress -> times.add(progress.seconds()));
        double step = Double.MAX_VALUE;
        for (int i = 1; i < times.size(); i++) {
            step = Math.min(step, times.get(i) - times.get(i - 1));
        }
        return new MeasuredCost(pixelCount(task, side), step, Math.max(0, times.get(0) - step));
    }

    /** On the line through two measurements, which does not fall. */
    private static double interpolate(
            double pixels, double firstPixels, double first, double secondPixels, double second) {
        double perPixel = Math.max(0, (second - first) / (secondPixels - firstPixels));
        double fixed = Math.max(0, first - perPixel * firstPixels);
        return fixed + perPixel * pixels;
    }

    /** Bytes for each pixel of the picture that all layers' outputs take. */
    private static double bytesPerPixel(StyleTransfer transfer, int sample) {
        Set<String> names = new LinkedHashSet<>(transfer.recipe().content().layers());
        names.addAll(transfer.recipe().style().layers());
        FeatureExtractor extractor = transfer.extractor();
        int last = names.stream().mapToInt(extractor.network()::indexOf).max().orElse(0);
        double bytes = 0;
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor x = extractor.firstLayer(torch.zeros(1, 3, sample, sample));
            bytes += layerBytes(x);
            for (int layer = 1; layer <= last; layer++) {
                x = extractor.network().forwardRange(x, layer, layer + 1);
                bytes += layerBytes(x);
            }
        }
        return bytes / ((double) sample * sample);
    }

    private static double layerBytes(Tensor output) {
        return 2.0 * output.nbytes() + (double) BYTES_PER_OUTPUT * output.numel();
    }
}
