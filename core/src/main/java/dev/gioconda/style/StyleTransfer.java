package dev.gioconda.style;

import dev.gioconda.image.Picture;
import dev.gioconda.style.canvas.Canvas;
import dev.gioconda.style.canvas.FaceMask;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.loss.Losses;
import dev.gioconda.style.objective.Anchor;
import dev.gioconda.style.objective.Goal;
import dev.gioconda.style.objective.Objective;
import dev.gioconda.style.objective.PreviousFrame;
import dev.gioconda.style.objective.TiledObjective;
import dev.gioconda.style.objective.Tiling;
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
 * Paints: from the coarsest size to the finest, pixels are moved until the network's features agree with the photograph's content
 * and the painting's style. The same recipe, pictures, seed, machine and threads give the same picture.
 *
 * @param recipe how
 * @param net what looks
 */
public record StyleTransfer(StyleRecipe recipe, FeatureNet net) {

    /**
     * What came out.
     *
     * @param picture the painting
     * @param losses before the last step
     * @param iterations that were done
     * @param seconds they took
     * @param whole whether it was painted to the end, not stopped
     */
    public record Result(Picture picture, Losses losses, int iterations, double seconds, boolean whole) {}

    /** Paints to the end. */
    public Result paint(StyleTask task) {
        return paint(task, progress -> true);
    }

    /**
     * Paints while the listener wants it.
     *
     * @param goOn hears of every iteration; false ends the painting, and what is there becomes the result
     */
    public Result paint(StyleTask task, Predicate<StyleProgress> goOn) {
        return paint(task, null, goOn);
    }

    /**
     * Goes on with a painting.
     *
     * @param saved where an earlier one of the same recipe and task stood; null to begin
     */
    public Result paint(StyleTask task, @Nullable Snapshot saved, Predicate<StyleProgress> goOn) {
        return paint(task, saved, null, goOn);
    }

    /** Likewise as a frame after another one; null for none. */
    public Result paint(
            StyleTask task, @Nullable Snapshot saved, @Nullable PreviousFrame previous, Predicate<StyleProgress> goOn) {
        long started = System.nanoTime();
        affordable(task);
        List<Integer> sides = recipe.pyramid().sides(task.longSide());
        int[] shares = recipe.pyramid().shares(sides.size());
        List<Picture> paintings = task.styles().stream()
                .map(source -> recipe.colours().style(source.picture(), task.content()))
                .toList();
        try (PointerScope painting = new PointerScope()) {
            Size first = size(task, sides.get(saved == null ? 0 : saved.scale()));
            Easel easel = saved == null ? new Easel(recipe, 0, beginning(task, first)) : Easel.of(recipe, saved);
            int done = IntStream.of(shares).limit(easel.scale()).sum() + easel.iteration();
            Losses losses = new Losses(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
            boolean wanted = true;
            while (wanted) {
                int scale = easel.scale();
                Size size = size(task, sides.get(scale));
                try (PointerScope scope = new PointerScope();
                        Goal goal = goal(task, paintings, size)) {
                    Anchor anchor = previous == null ? null : previous.at(size);
                    while (wanted && easel.iteration() < shares[scale]) {
                        losses = easel.step(goal, anchor);
                        done++;
                        wanted = goOn.test(new StyleProgress(
                                scale + 1,
                                sides.size(),
                                size,
                                easel.iteration(),
                                shares[scale],
                                done,
                                recipe.pyramid().iterations(),
                                losses,
                                seconds(started),
                                previewOf(task, easel),
                                easel::snapshot));
                    }
                }
                if (!wanted || scale == sides.size() - 1) {
                    break;
                }
                easel = easel.next(size(task, sides.get(scale + 1)));
            }
            Size last = size(task, task.longSide());
            Tensor canvas = easel.canvas();
            Picture painted = Canvas.picture(canvas.size(3) == last.width() ? canvas : Canvas.grown(canvas, last));
            return new Result(finished(task, painted), losses, done, seconds(started), wanted);
        }
    }

    private static Size size(StyleTask task, int longSide) {
        return Size.of(task.content()).fitted(longSide);
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private Tensor beginning(StyleTask task, Size size) {
        if (task.start() != null) {
            return Canvas.of(Canvas.sized(task.start(), size));
        }
        return switch (recipe.initialisation()) {
            case CONTENT -> Canvas.of(Canvas.sized(task.content(), size));
            case STYLE -> Canvas.of(Canvas.sized(task.styles().get(0).picture(), size));
            case NOISE -> {
                try (Generator generator = Tensors.generator(task.seed())) {
                    Tensor noise = Tensors.symmetric(generator, 1, 3, size.height(), size.width());
                    yield Ops.plus(Ops.scale(noise, 0.2), 0.5);
                }
            }
        };
    }

    /** Refuses now what would fail at the last size. */
    private void affordable(StyleTask task) {
        Size last = size(task, task.longSide());
        if (last.pixels() > Tiling.LARGEST_WHOLE && recipe.style().loss().needsEveryPosition()) {
            throw new IllegalArgumentException(
                    ("%d x %d pixels are painted in tiles, which the %s loss cannot be: it compares all positions of the picture with each other. "
                                    + "Choose a size of at most %d pixels in all, or style.loss = \"wasserstein\".")
                            .formatted(
                                    last.width(),
                                    last.height(),
                                    recipe.style().loss().name().toLowerCase(Locale.ROOT),
                                    Tiling.LARGEST_WHOLE));
        }
    }

    /** @param paintings the styles in the colours that they are painted in */
    private Goal goal(StyleTask task, List<Picture> paintings, Size size) {
        Picture photograph = Canvas.sized(task.content(), size);
        Tensor mask = task.mask() == null ? null : mask(task.mask(), size);
        List<Objective.Palette> palettes = new ArrayList<>();
        for (int i = 0; i < paintings.size(); i++) {
            StyleTask.Source source = task.styles().get(i);
            int side = (int) Math.round(
                    Math.max(size.width(), size.height()) * recipe.style().scale());
            Size seen = Size.of(paintings.get(i))
                    .fitted(Math.max(StyleTask.SMALLEST, side))
                    .within(Tiling.LARGEST_WHOLE);
            Tensor own = source.mask() == null ? mask : mask(source.mask(), size);
            palettes.add(new Objective.Palette(Canvas.of(Canvas.sized(paintings.get(i), seen)), source.weight(), own));
        }
        Tensor face = recipe.face().matters() ? FaceMask.of(photograph) : null;
        try (Tensor canvas = Canvas.of(photograph)) {
            if (size.pixels() <= Tiling.LARGEST_WHOLE) {
                return new Objective(net, recipe, canvas, palettes, face);
            }
            Set<String> layers = new LinkedHashSet<>(recipe.content().layers());
            layers.addAll(recipe.style().layers());
            return new TiledObjective(net, recipe, Tiling.of(net, layers, size), canvas, palettes, face);
        }
    }

    private static Tensor mask(Picture picture, Size size) {
        try (Tensor canvas = Canvas.of(Canvas.sized(picture, size))) {
            return canvas.mean(new long[] {1}, true, new ScalarTypeOptional()); // [1, 1, h, w]
        }
    }

    private Supplier<Picture> previewOf(StyleTask task, Easel easel) {
        return () -> {
            try (PointerScope scope = new PointerScope()) {
                return finished(task, Canvas.picture(easel.canvas()));
            }
        };
    }

    /** The painting with the photograph's colours where they were asked for, and the photograph itself behind the mask. */
    private Picture finished(StyleTask task, Picture painting) {
        Size size = Size.of(painting);
        Picture photograph = Canvas.sized(task.content(), size);
        Picture coloured = recipe.colours().painted(painting, photograph);
        if (task.mask() == null) {
            return coloured;
        }
        Tensor share = mask(task.mask(), size);
        Tensor below = Canvas.of(photograph);
        return Canvas.picture(below.add(Canvas.of(coloured).sub(below).mul(share)));
    }
}
