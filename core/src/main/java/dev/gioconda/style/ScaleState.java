package dev.gioconda.style;

import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.loss.LossValues;
import dev.gioconda.style.objective.LossTerms;
import dev.gioconda.style.objective.Objective;
import dev.gioconda.style.objective.TemporalLoss;
import dev.gioconda.style.optim.EmaImage;
import dev.gioconda.style.optim.PixelOptimizer;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Scoped;
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

/** State of the optimization at one scale: the pixels, their optimizer, and the moving average of iterates. */
public final class ScaleState {

    private static final String OPTIMIZER_PREFIX = "optimiser.";

    private final StyleRecipe recipe;
    private final int scale;
    private final Tensor initialPixels; // before the first step
    private final Tensor pixels; // [1, 3, h, w]
    private final PixelOptimizer optimizer;
    private final EmaImage average;
    private int iteration;

    /**
     * Starts a scale.
     *
     * @param scale index, from 0
     * @param start initial pixels, copied // [1, 3, h, w]
     */
    public ScaleState(StyleRecipe recipe, int scale, Tensor start) {
        this.recipe = recipe;
        this.scale = scale;
        this.initialPixels = Scoped.of(() -> Ops.clamp(start.detach(), 0, 1));
        this.pixels = initialPixels.clone().requires_grad_(true);
        this.optimizer =
                recipe.optimizer().kind().create(pixels, recipe.optimizer().rate());
        this.average = new EmaImage(pixels, recipe.optimizer().average());
    }

    /** Starts the next scale from the image and the optimizer state of this one, and closes this one. */
    ScaleState nextScale(Size size) {
        Tensor start = Scoped.owned(() -> ImageTensors.upsample(currentImage(), size));
        ScaleState next = new ScaleState(recipe, scale + 1, start);
        start.close();
        next.optimizer.loadState(optimizer.state());
        optimizer.close();
        List.of(initialPixels, pixels, average.biased()).forEach(Tensor::close);
        return next;
    }

    /** Restores a saved state. */
    static ScaleState restore(StyleRecipe recipe, Snapshot snapshot) {
        ScaleState state = new ScaleState(recipe, snapshot.scale(), snapshot.tensor("pixels"));
        Map<String, Tensor> optimizerState = new LinkedHashMap<>();
        snapshot.tensors().forEach((name, tensor) -> {
            if (name.startsWith(OPTIMIZER_PREFIX)) {
                optimizerState.put(name.substring(OPTIMIZER_PREFIX.length()), tensor);
            }
        });
        state.optimizer.loadState(optimizerState);
        if (snapshot.averageCount() > 0) { // else the scale restarts, with a new average
            state.average.restore(snapshot.tensor("average"), snapshot.averageCount());
        }
        state.iteration = snapshot.iteration();
        return state;
    }

    int scale() {
        return scale;
    }

    /** Number of steps at this scale. */
    int iteration() {
        return iteration;
    }

    /**
     * Makes one optimizer step; its temporary tensors are freed.
     *
     * @param temporalLoss of a video frame; null for none
     */
    public LossValues step(Objective objective, @Nullable TemporalLoss temporalLoss) {
        LossValues[] losses = new LossValues[1]; // of the first evaluation; a line search makes several
        try (PointerScope scope = new PointerScope()) {
            optimizer.step(() -> evaluate(objective, temporalLoss, losses));
            try (NoGradGuard noGrad = new NoGradGuard()) {
                pixels.clamp_(new ScalarOptional(new Scalar(0)), new ScalarOptional(new Scalar(1)));
            }
            average.add(pixels);
        }
        iteration++;
        return losses[0];
    }

    /** The losses of the current pixels, without a step. */
    LossValues losses(Objective objective) {
        LossValues[] losses = new LossValues[1];
        try (PointerScope scope = new PointerScope()) {
            evaluate(objective, null, losses);
        }
        return losses[0];
    }

    private Tensor evaluate(Objective objective, @Nullable TemporalLoss temporalLoss, LossValues[] losses) {
        return Scoped.of(() -> {
            pixels.mutable_grad().reset();
            LossTerms terms = objective.backward(pixels, iteration);
            Tensor total = terms.total();
            Tensor temporal = Tensors.zero();
            if (temporalLoss != null) {
                temporal = temporalLoss.distance(pixels);
                temporal.backward(); // gradients add up
                total = total.add(temporal);
            }
            if (losses[0] == null) {
                losses[0] = new LossValues(
                        Tensors.scalar(total),
                        Tensors.scalar(terms.content()),
                        Tensors.scalar(terms.style()),
                        Tensors.scalar(terms.smoothness()),
                        Tensors.scalar(temporal));
            }
            return total;
        });
    }

    /** The current image: a copy, or the initial pixels before the first step. // [1, 3, h, w] */
    public Tensor currentImage() {
        return average.count() == 0 ? initialPixels : average.value();
    }

    /** State to resume from; live tensors. With an optimizer without state, the scale restarts. */
    Snapshot snapshot() {
        Map<String, Tensor> optimizerState = optimizer.state();
        if (optimizerState.isEmpty()) {
            return new Snapshot(scale, 0, 0, Map.of("pixels", initialPixels, "average", initialPixels));
        }
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(Map.of("pixels", pixels.detach(), "average", average.biased()));
        optimizerState.forEach((name, tensor) -> tensors.put(OPTIMIZER_PREFIX + name, tensor));
        return new Snapshot(scale, iteration, average.count(), tensors);
    }
}
