package dev.gioconda.style.optim;

import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The moving average of the iterates, {@code a = d a + (1 - d) x}, divided by {@code 1 - d^n} as in Adam, which is smoother than the last
 * iterate; with d = 0 the last iterate itself.
 */
public final class EmaImage {

    private final double decay;
    private final Tensor sum;
    private int count;

    public EmaImage(Tensor like, double decay) {
        this.decay = decay;
        this.sum = torch.zeros_like(like.detach());
    }

    /** Takes an iterate in. */
    public void add(Tensor pixels) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            sum.mul_(new Scalar(decay)).add_(pixels.detach(), new Scalar(1 - decay));
            count++;
        }
    }

    /** A copy of the average; needs an iterate. // [1, 3, h, w] */
    public Tensor value() {
        return Ops.clamp(Ops.scale(sum, 1 / (1 - Math.pow(decay, count))), 0, 1);
    }

    /** How many iterates were taken in. */
    public int count() {
        return count;
    }

    /** The sum as it stands, live. */
    public Tensor sum() {
        return sum;
    }

    /** Goes on where another average stood. */
    public void restore(Tensor savedSum, int savedCount) {
        if (savedCount > 0) {
            try (NoGradGuard noGrad = new NoGradGuard()) {
                sum.copy_(savedSum);
                count = savedCount;
            }
        }
    }
}
