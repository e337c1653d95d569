package dev.gioconda.style.optim;

import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/** Moves the pixels of one size. */
public interface PixelOptimizer extends AutoCloseable {

    /**
     * One step.
     *
     * @param loss computes the loss, and the pixels' gradient as a side effect
     * @return the loss before the step
     */
    double step(Supplier<Tensor> loss);

    /** What the optimiser remembers, by name; live tensors. Empty where a size has to begin anew. */
    Map<String, Tensor> state();

    /** Takes over what an optimiser of another size or an earlier run remembered, brought to this size. */
    void loadState(Map<String, Tensor> state);

    /** Forgets everything; there is no further step. */
    @Override
    default void close() {
        state().values().forEach(Tensor::close);
    }
}
