package dev.gioconda.style.optim;

import org.bytedeco.pytorch.Tensor;

/** Algorithm of the pixel optimizer. */
public enum PixelOptimizerKind {
    /** Adam (Kingma and Ba 2015, arXiv 1412.6980) with beta 0.9 and 0.99; the rate is the size of the first step, for pixels in [0, 1]. */
    ADAM {
        @Override
        public PixelOptimizer create(Tensor pixels, double rate) {
            return new PixelAdam(pixels, rate);
        }
    },
    /** L-BFGS (Liu and Nocedal 1989), with a history of 100 steps or at most 4 GiB and a strong Wolfe line search; the rate is 1. */
    LBFGS {
        @Override
        public PixelOptimizer create(Tensor pixels, double rate) {
            return new PixelLbfgs(pixels, rate);
        }
    },
    /**
     * Gradient descent for pixels in 0 to 255 with an exponential decay of the rate as in the Keras example, {@code rate * 0.96^(step/100)}.
     */
    SGD {
        @Override
        public PixelOptimizer create(Tensor pixels, double rate) {
            return new PixelSgd(pixels, rate);
        }
    };

    /**
     * Creates the optimizer.
     *
     * @param pixels a leaf that requires a gradient // [1, 3, h, w]
     */
    public abstract PixelOptimizer create(Tensor pixels, double rate);
}
