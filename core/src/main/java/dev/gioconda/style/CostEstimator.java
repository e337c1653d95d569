package dev.gioconda.style;

import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.TooSmallException;
import dev.gioconda.style.objective.TilePlan;
import dev.gioconda.style.recipe.ScaleSchedule;
import dev.gioconda.style.recipe.StyleRecipe;
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
 * Estimates time and memory of a style transfer before it starts.
 *
 * <p>Time: some iterations are measured at two small sizes. An iteration at p pixels takes {@code a + b p} seconds, where a is independent
 * of the size, such as the eigenvalues of covariances; the same holds for the preparation of a scale. Tiles need a second forward pass.
 * Memory: that of the process now, {@link #WORKSPACE_BYTES}, {@link #BYTES_PER_PIXEL} for each pixel, and for each element of the layer
 * outputs, up to the deepest layer of the losses, twice its size and {@link #BYTES_PER_OUTPUT}. The constants are fitted to the peaks of
 * three networks in both precisions, within 15 %.
 */
public final class CostEstimator {

    private static final int SMALL_SIDE = 48;
    private static final int MEDIUM_SIDE = 112;
    private static final int STEPS = 3; // the fastest one counts

    /** Java heap and workspace of convolutions and eigenvalues, in bytes. */
    private static final long WORKSPACE_BYTES = 100L << 20;

    /** Pixels, gradient, moments, average and images, in bytes for each pixel. */
    private static final int BYTES_PER_PIXEL = 144;

    /** Features in float32 and their gradient, in bytes for each element of a layer output. */
    private static final int BYTES_PER_OUTPUT = 8;

    private static final double TILED_FACTOR = 4 / 3.0; // one more forward pass, a third of a step
    private static final double TILE_PIXELS = 1 << 20; // pixels of a tile with its halo

    private static final int MIN_SAMPLE_SIDE = 64; // pixels, for the sizes of layer outputs

    private CostEstimator() {}

    private record MeasuredCost(double pixels, double step, double preparation) {}

    /**
     * Measures and estimates.
     *
     * @param transfer recipe and network
     * @param task images and size
     */
    public static CostEstimate estimate(StyleTransfer transfer, StyleTask task) {
        int side = SMALL_SIDE;
        MeasuredCost small = tryMeasure(transfer, task, side);
        while (small == null) { // too small for the deep layers
            side *= 2;
            small = tryMeasure(transfer, task, side);
        }
        MeasuredCost medium = measure(transfer, task, side * MEDIUM_SIDE / SMALL_SIDE);
        StyleRecipe recipe = transfer.recipe();
        List<Integer> sides = recipe.scales().longSides(task.longSide());
        int[] iterations = recipe.scales().iterationsPerScale(sides.size());
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

    /** Null when the image is too small for the layers but a larger one, up to the size of the task, can be tried. */
    private static @Nullable MeasuredCost tryMeasure(StyleTransfer transfer, StyleTask task, int side) {
        try {
            return measure(transfer, task, side);
        } catch (TooSmallException tooSmall) {
            if (side >= task.longSide()) {
                throw tooSmall;
            }
            return null;
        }
    }

    private static MeasuredCost measure(StyleTransfer transfer, StyleTask task, int side) {
        ScaleSchedule singleScale =
                transfer.recipe().scales().withSmallest(side).withIterations(STEPS);
        StyleRecipe recipe = transfer.recipe().withScales(singleScale);
        StyleTask probe = task.withLongSide(side);
        List<Double> times = new ArrayList<>();
        new StyleTransfer(recipe, transfer.extractor()).stylize(probe, progress -> times.add(progress.seconds()));
        double step = Double.MAX_VALUE;
        for (int i = 1; i < times.size(); i++) {
            step = Math.min(step, times.get(i) - times.get(i - 1));
        }
        return new MeasuredCost(pixelCount(task, side), step, Math.max(0, times.get(0) - step));
    }

    /** Value on the non-decreasing line through two measurements. */
    private static double interpolate(
            double pixels, double firstPixels, double first, double secondPixels, double second) {
        double perPixel = Math.max(0, (second - first) / (secondPixels - firstPixels));
        double fixed = Math.max(0, first - perPixel * firstPixels);
        return fixed + perPixel * pixels;
    }

    /** Bytes of all layer outputs for each pixel of the image. */
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
