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
    private final Tensor sum;
    private int count;

    public EmaImage(Tensor like, double decay) {
        this.decay = decay;
        this.sum = torch.zeros_like(like.detach());
    }

    /** Adds an iterate. */
    public void add(Tensor pixels) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            sum.mul_(new Scalar(decay)).add_(pixels.detach(), new Scalar(1 - decay));
            count++;
        }
    }

    /** The average, a copy; requires at least one iterate. // [1, 3, h, w] */
    public Tensor value() {
        return Ops.clamp(Ops.scale(sum, 1 / (1 - Math.pow(decay, count))), 0, 1);
    }

    /** Number of iterates. */
    public int count() {
        return count;
    }

    /** The uncorrected average, a live tensor. // [1, 3, h, w] */
    public Tensor sum() {
        return sum;
    }

    /** Restores a saved average. */
    public void restore(Tensor savedSum, int savedCount) {
        if (savedCount > 0) {
            try (NoGradGuard noGrad = new NoGradGuard()) {
                sum.copy_(savedSum);
                count = savedCount;
            }
        }
    }
}
