package dev.gioconda.style.optim;

import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/** Optimizer of the pixels at one scale. */
public interface PixelOptimizer extends AutoCloseable {

    /**
     * One step.
     *
     * @param loss computes the loss, and the pixels' gradient as a side effect
     * @return the loss before the step
     */
    double step(Supplier<Tensor> loss);

    /** The state by name, live tensors. Empty if the optimizer has no state to resume from. */
    Map<String, Tensor> state();

    /** Loads the state of the scale before or of an earlier run, resized to this scale. */
    void loadState(Map<String, Tensor> state);

    /** Frees the state; no further steps are possible. */
    @Override
    default void close() {
        state().values().forEach(Tensor::close);
    }
}
