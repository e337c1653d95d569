package dev.gioconda.style.optim;

import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Exponential moving average of the iterates, {@code a = d a + (1 - d) x}, with bias correction {@code a / (1 - d^n)} as in Adam. It is
 * smoother than the last iterate; with d = 0 it is the last iterate.
 */
public final class EmaImage {

    private final double decay;
    private final Tensor biased; // the average before the correction
    private int count;

    public EmaImage(Tensor like, double decay) {
        this.decay = decay;
        this.biased = torch.zeros_like(like.detach());
    }

    /** Adds an iterate. */
    public void add(Tensor pixels) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            biased.mul_(new Scalar(decay)).add_(pixels.detach(), new Scalar(1 - decay));
            count++;
        }
    }

    /** The average, a copy; requires at least one iterate. // [1, 3, h, w] */
    public Tensor value() {
        return Ops.clamp(Ops.scale(biased, 1 / (1 - Math.pow(decay, count))), 0, 1);
    }

    /** Number of iterates. */
    public int count() {
        return count;
    }

    /** The average before bias correction, a live tensor. // [1, 3, h, w] */
    public Tensor biased() {
        return biased;
    }

    /** Restores a saved average. */
    public void restore(Tensor savedAverage, int savedCount) {
        if (savedCount > 0) {
            try (NoGradGuard noGrad = new NoGradGuard()) {
                biased.copy_(savedAverage);
                count = savedCount;
            }
        }
    }
}
