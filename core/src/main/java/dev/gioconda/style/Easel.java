package dev.gioconda.style;

import dev.gioconda.style.canvas.Canvas;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.loss.ContentLoss;
import dev.gioconda.style.loss.Losses;
import dev.gioconda.style.objective.Anchor;
import dev.gioconda.style.objective.Goal;
import dev.gioconda.style.objective.Objective;
import dev.gioconda.style.optim.IterateAverage;
import dev.gioconda.style.optim.PixelOptimiser;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Results;
import dev.gioconda.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The painting at one size: its pixels, what moves them, and their average. */
public final class Easel {

    private static final String OPTIMISER = "optimiser.";

    private final StyleRecipe recipe;
    private final int scale;
    private final Tensor begun; // the pixels before the first step
    private final Tensor pixels; // [1, 3, h, w]
    private final PixelOptimiser optimiser;
    private final IterateAverage average;
    private int iteration;

    /**
     * @param scale which size, from 0
     * @param start the pixels to begin with, which are copied // [1, 3, h, w]
     */
    public Easel(StyleRecipe recipe, int scale, Tensor start) {
        this.recipe = recipe;
        this.scale = scale;
        this.begun = Results.of(() -> Ops.clamp(start.detach(), 0, 1));
        this.pixels = begun.clone().requires_grad_(true);
        this.optimiser =
                recipe.optimiser().kind().start(pixels, recipe.optimiser().rate());
        this.average = new IterateAverage(pixels, recipe.optimiser().average());
    }

    /** The next size, which begins with this one's picture and what its optimiser remembers; this one is done with. */
    Easel next(Size size) {
        Tensor start = Results.owned(() -> Canvas.grown(canvas(), size));
        Easel next = new Easel(recipe, scale + 1, start);
        start.close();
        next.optimiser.remember(optimiser.memory());
        optimiser.close();
        List.of(begun, pixels, average.sum()).forEach(Tensor::close);
        return next;
    }

    /** A painting as it was saved. */
    static Easel of(StyleRecipe recipe, Snapshot saved) {
        Easel easel = new Easel(recipe, saved.scale(), saved.tensor("pixels"));
        Map<String, Tensor> memory = new LinkedHashMap<>();
        saved.tensors().forEach((name, tensor) -> {
            if (name.startsWith(OPTIMISER)) {
                memory.put(name.substring(OPTIMISER.length()), tensor);
            }
        });
        easel.optimiser.remember(memory);
        if (saved.iterates() > 0) { // else the size begins anew, and its average with it
            easel.average.restore(saved.tensor("average"), saved.iterates());
        }
        easel.iteration = saved.iteration();
        return easel;
    }

    int scale() {
        return scale;
    }

    /** How many steps were made at this size. */
    int iteration() {
        return iteration;
    }

    /**
     * One step; all it allocates is gone afterwards.
     *
     * @param anchor the frame before; null for none
     */
    public Losses step(Goal goal, @Nullable Anchor anchor) {
        Losses[] before = new Losses[1]; // of the step's first evaluation; a line search makes several
        try (PointerScope scope = new PointerScope()) {
            optimiser.step(() -> evaluate(goal, anchor, before));
            try (NoGradGuard noGrad = new NoGradGuard()) {
                pixels.clamp_(new ScalarOptional(new Scalar(0)), new ScalarOptional(new Scalar(1)));
            }
            average.add(pixels);
        }
        iteration++;
        return before[0];
    }

    private Tensor evaluate(Goal goal, @Nullable Anchor anchor, Losses[] before) {
        return Results.of(() -> {
            pixels.mutable_grad().reset();
            Objective.Terms terms = goal.descend(pixels);
            Tensor total = terms.total();
            Tensor temporal = ContentLoss.none();
            if (anchor != null) {
                temporal = anchor.distance(pixels);
                temporal.backward(); // gradients add up
                total = total.add(temporal);
            }
            if (before[0] == null) {
                before[0] = new Losses(
                        Tensors.scalar(total),
                        Tensors.scalar(terms.content()),
                        Tensors.scalar(terms.style()),
                        Tensors.scalar(terms.smoothness()),
                        Tensors.scalar(temporal));
            }
            return total;
        });
    }

    /** The picture so far, a copy. // [1, 3, h, w] */
    public Tensor canvas() {
        return average.count() == 0 ? begun : average.value();
    }

    /** What is needed to go on; live tensors. An optimiser without memory goes on from the start of its size. */
    Snapshot snapshot() {
        Map<String, Tensor> memory = optimiser.memory();
        if (memory.isEmpty()) {
            return new Snapshot(scale, 0, 0, Map.of("pixels", begun, "average", begun));
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>(Map.of("pixels", pixels.detach(), "average", average.sum()));
        memory.forEach((name, tensor) -> tensors.put(OPTIMISER + name, tensor));
        return new Snapshot(scale, iteration, average.count(), tensors);
    }
}
