package dev.gioconda.style.optim;

import dev.gioconda.tensor.Tensors;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.LBFGS;
import org.bytedeco.pytorch.LBFGSOptions;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.LossClosure;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** libtorch's L-BFGS with one iteration per step. Its history of curvature pairs is discarded at the next scale. */
final class PixelLbfgs implements PixelOptimizer {

    private static final long MAX_HISTORY = 100;
    private static final long MAX_HISTORY_BYTES = 1L << 32; // limits the history for large images
    private static final int MAX_EVALUATIONS = 25; // per line search

    private final LBFGS optimizer;

    PixelLbfgs(Tensor pixels, double rate) {
        LBFGSOptions options = new LBFGSOptions(rate);
        options.max_iter().put(1);
        options.max_eval().put(new LongOptional(MAX_EVALUATIONS));
        long pairBytes = 2 * pixels.nbytes(); // a step and a difference of gradients
        options.history_size().put(Math.max(3, Math.min(MAX_HISTORY, MAX_HISTORY_BYTES / pairBytes)));
        options.tolerance_grad().put(0);
        options.tolerance_change().put(0);
        options.line_search_fn().put(new BytePointer("strong_wolfe"));
        optimizer = new LBFGS(new TensorVector(pixels), options);
    }

    @Override
    public double step(Supplier<Tensor> loss) {
        try (LossClosure closure = new LossClosure() {
            @Override
            public Tensor call() {
                return loss.get();
            }
        }) {
            return Tensors.scalar(optimizer.step(closure));
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of();
    }

    @Override
    public void loadState(Map<String, Tensor> state) {}

    @Override
    public void close() {
        optimizer.close();
    }
}
