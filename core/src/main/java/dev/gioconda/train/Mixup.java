package dev.gioconda.train;

import dev.gioconda.tensor.Ops;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Mixup (Zhang et al. 2018, arXiv 1710.09412): trains on {@code l x_i + (1 - l) x_j} with labels {@code l y_i + (1 - l) y_j}. One l
 * per batch is drawn from Beta(a, a); j is the batch rolled by one position.
 *
 * @param lambda l, in [0, 1]
 */
record Mixup(double lambda) {

    /** Draws lambda from Beta(a, a) with Jöhnk's method; {@code a} in (0, 1]. */
    static Mixup draw(double a, SplittableRandom random) {
        while (true) {
            double u = Math.pow(random.nextDouble(), 1 / a);
            double v = Math.pow(random.nextDouble(), 1 / a);
            if (u + v > 0 && u + v <= 1) {
                return new Mixup(u / (u + v));
            }
        }
    }

    Tensor mixInputs(Tensor x) {
        return Ops.scale(x, lambda).add(Ops.scale(x.roll(new long[] {1}, 0), 1 - lambda)); // [n, 3, h, w]
    }

    /** Mixes labels; if either label is unknown, the result is -1 (unknown). // [n, a] */
    Tensor mixLabels(Tensor y) {
        Tensor other = y.roll(new long[] {1}, 0);
        Tensor mixed = Ops.scale(y, lambda).add(Ops.scale(other, 1 - lambda));
        Tensor unknown = y.lt(new Scalar(0)).logical_or(other.lt(new Scalar(0)));
        return torch.where(unknown, new Scalar(-1.0), mixed);
    }
}
