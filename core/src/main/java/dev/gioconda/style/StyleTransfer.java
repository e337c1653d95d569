package dev.gioconda.style;

import dev.gioconda.image.Picture;
import dev.gioconda.style.canvas.FaceMask;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.loss.LossValues;
import dev.gioconda.style.objective.Objective;
import dev.gioconda.style.objective.PreviousFrame;
import dev.gioconda.style.objective.StyleInput;
import dev.gioconda.style.objective.TemporalLoss;
import dev.gioconda.style.objective.TilePlan;
import dev.gioconda.style.objective.TiledObjective;
import dev.gioconda.style.objective.WholeImageObjective;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm of neural style transfer, for any {@link StyleTask}: optimizes the pixels, from the coarsest scale to the finest, so that
 * their features match the content image and their feature statistics match the style image. It knows no files; a
 * {@link dev.gioconda.style.checkpoint.StyleRun} adds checkpoints and provenance. Equal recipe, images, seed, machine and threads give an
 * equal result.
 *
 * @param recipe the settings
 * @param extractor the network of the losses
 */
public record StyleTransfer(StyleRecipe recipe, FeatureExtractor extractor) {

    /**
     * The result.
     *
     * @param image the stylized image
     * @param losses before the last step
     * @param iterations number of iterations
     * @param seconds total time
     * @param completed false if the listener stopped it
     */
    public record StyleResult(Picture image, LossValues losses, int iterations, double seconds, boolean completed) {}

    /** Runs all iterations. */
    public StyleResult stylize(StyleTask task) {
        return stylize(task, progress -> true);
    }

    /**
     * Runs until the end or until the listener stops it.
     *
     * @param listener called after each iteration; false stops the run, and the current image is the result
     */
    public StyleResult stylize(StyleTask task, Predicate<StyleProgress> listener) {
        return stylize(task, null, listener);
    }

    /**
     * Resumes from a snapshot.
     *
     * @param snapshot of an earlier run with the same recipe and task; null to start
     */
    public StyleResult stylize(StyleTask task, @Nullable Snapshot snapshot, Predicate<StyleProgress> listener) {
        return stylize(task, snapshot, null, listener);
    }

    /**
     * Runs for a frame of a video.
     *
     * @param previous the frame before, for the temporal loss; null for none
     */
    public StyleResult stylize(
            StyleTask task,
            @Nullable Snapshot snapshot,
            @Nullable PreviousFrame previous,
            Predicate<StyleProgress> listener) {
        long startNanos = System.nanoTime();
        requireTileable(task);
        List<Integer> sides = recipe.scales().longSides(task.longSide());
        int[] iterations = recipe.scales().iterationsPerScale(sides.size());
        List<Picture> styleImages = task.styles().stream()
                .map(styleImage -> recipe.colors().prepareStyle(styleImage.picture(), task.content()))
                .toList();
        try (PointerScope runScope = new PointerScope()) {
            Size first = size(task, sides.get(snapshot == null ? 0 : snapshot.scale()));
            ScaleState state = snapshot == null
                    ? new ScaleState(recipe, 0, initialPixels(task, first))
                    : ScaleState.restore(recipe, snapshot);
            int done = IntStream.of(iterations).limit(state.scale()).sum() + state.iteration();
            LossValues losses = new LossValues(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
            boolean running = true;
            while (running) {
                int scale = state.scale();
                Size size = size(task, sides.get(scale));
                try (PointerScope scope = new PointerScope();
                        Objective objective = objective(task, styleImages, size)) {
                    TemporalLoss temporalLoss = previous == null ? null : previous.toTemporalLoss(size);
                    while (running && state.iteration() < iterations[scale]) {
                        losses = state.step(objective, temporalLoss);
                        done++;
                        running = listener.test(new StyleProgress(
                                scale + 1,
                                sides.size(),
                                size,
                                state.iteration(),
                                iterations[scale],
                                done,
                                recipe.scales().iterations(),
                                losses,
                                seconds(startNanos),
                                previewOf(task, state),
                                state::snapshot));
                    }
                    if (scale == sides.size() - 1 && Double.isNaN(losses.total())) {
                        losses = state.losses(objective); // no step was left
                    }
                }
                if (!running || scale == sides.size() - 1) {
                    break;
                }
                state = state.nextScale(size(task, sides.get(scale + 1)));
            }
            Size last = size(task, task.longSide());
            Tensor pixels = state.currentImage();
            Picture stylized = ImageTensors.toPicture(
                    pixels.size(3) == last.width() ? pixels : ImageTensors.upsample(pixels, last));
            return new StyleResult(postprocess(task, stylized), losses, done, seconds(startNanos), running);
        }
    }

    private static Size size(StyleTask task, int longSide) {
        return Size.of(task.content()).withLongSide(longSide);
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private Tensor initialPixels(StyleTask task, Size size) {
        if (task.initialImage() != null) {
            return ImageTensors.toTensor(ImageTensors.resize(task.initialImage(), size));
        }
        return switch (recipe.initialization()) {
            case CONTENT -> ImageTensors.toTensor(ImageTensors.resize(task.content(), size));
            case STYLE ->
                ImageTensors.toTensor(ImageTensors.resize(task.styles().get(0).picture(), size));
            case NOISE -> {
                try (Generator generator = Tensors.generator(task.seed())) {
                    Tensor noise = Tensors.symmetric(generator, 1, 3, size.height(), size.width());
                    yield Ops.plus(Ops.scale(noise, 0.2), 0.5);
                }
            }
        };
    }

    /** Rejects a task before the start that would fail at the last scale. */
    private void requireTileable(StyleTask task) {
        Size last = size(task, task.longSide());
        if (last.pixels() > TilePlan.MAX_UNTILED_PIXELS && recipe.style().loss().needsEveryPosition()) {
            throw new IllegalArgumentException(
                    ("%d x %d pixels need tiles, which the %s loss does not support: it compares all positions of the image with each other. "
                                    + "Choose a size of at most %d pixels in all, or style.loss = \"wasserstein\".")
                            .formatted(
                                    last.width(),
                                    last.height(),
                                    recipe.style().loss().name().toLowerCase(Locale.ROOT),
                                    TilePlan.MAX_UNTILED_PIXELS));
        }
    }

    /** @param styleImages style images after the color mode was applied */
    private Objective objective(StyleTask task, List<Picture> styleImages, Size size) {
        Picture contentImage = ImageTensors.resize(task.content(), size);
        Tensor mask = task.mask() == null ? null : mask(task.mask(), size);
        List<StyleInput> styleInputs = new ArrayList<>();
        for (int i = 0; i < styleImages.size(); i++) {
            StyleTask.StyleImage styleImage = task.styles().get(i);
            int side = (int) Math.round(
                    Math.max(size.width(), size.height()) * recipe.style().scale());
            Size styleSize = Size.of(styleImages.get(i))
                    .withLongSide(Math.max(StyleTask.MIN_SIDE, side))
                    .withMaxPixels(TilePlan.MAX_UNTILED_PIXELS);
            Tensor styleMask = styleImage.mask() == null ? mask : mask(styleImage.mask(), size);
            styleInputs.add(new StyleInput(
                    ImageTensors.toTensor(ImageTensors.resize(styleImages.get(i), styleSize)),
                    styleImage.weight(),
                    styleMask));
        }
        Tensor face = recipe.face().affectsLoss() ? FaceMask.of(contentImage) : null;
        try (Tensor pixels = ImageTensors.toTensor(contentImage)) {
            if (size.pixels() <= TilePlan.MAX_UNTILED_PIXELS) {
                return new WholeImageObjective(extractor, recipe, pixels, styleInputs, face);
            }
            Set<String> layers = new LinkedHashSet<>(recipe.content().layers());
            layers.addAll(recipe.style().layers());
            return new TiledObjective(
                    extractor, recipe, TilePlan.of(extractor, layers, size), pixels, styleInputs, face);
        }
    }

    private static Tensor mask(Picture picture, Size size) {
        try (Tensor pixels = ImageTensors.toTensor(ImageTensors.resize(picture, size))) {
            return pixels.mean(new long[] {1}, true, new ScalarTypeOptional()); // [1, 1, h, w]
        }
    }

    private Supplier<Picture> previewOf(StyleTask task, ScaleState state) {
        return () -> {
            try (PointerScope scope = new PointerScope()) {
                return postprocess(task, ImageTensors.toPicture(state.currentImage()));
            }
        };
    }

    /** Applies the color mode, and the content image outside of the mask. */
    private Picture postprocess(StyleTask task, Picture stylized) {
        Size size = Size.of(stylized);
        Picture contentImage = ImageTensors.resize(task.content(), size);
        Picture recolored = recipe.colors().recolor(stylized, contentImage);
        if (task.mask() == null) {
            return recolored;
        }
        Tensor alpha = mask(task.mask(), size);
        Tensor background = ImageTensors.toTensor(contentImage);
        return ImageTensors.toPicture(
                background.add(ImageTensors.toTensor(recolored).sub(background).mul(alpha)));
    }
}
