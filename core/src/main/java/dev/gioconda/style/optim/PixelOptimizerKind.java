package dev.gioconda.style.optim;

import org.bytedeco.pytorch.Tensor;

/** How pixels move. */
public enum PixelOptimizerKind {
    /** Adam (Kingma and Ba 2015, arXiv 1412.6980) with beta 0.9 and 0.99; the rate is the first step's size in values of [0, 1]. */
    ADAM {
        @Override
        public PixelOptimizer create(Tensor pixels, double rate) {
            return new PixelAdam(pixels, rate);
        }
    },
    /** L-BFGS (Liu and Nocedal 1989), 100 past steps or as many as 4 GiB hold, with a line search for the strong Wolfe conditions; the rate is 1. */
    LBFGS {
        @Override
        public PixelOptimizer create(Tensor pixels, double rate) {
            return new PixelLbfgs(pixels, rate);
        }
    },
    /**
     * Gradient descent of values in 0 to 255 with a rate that loses 4 % in 100 steps, as the Keras example: {@code rate * 0.96^(step/100)}.
     */
    SGD {
        @Override
        public PixelOptimizer create(Tensor pixels, double rate) {
            return new PixelSgd(pixels, rate);
        }
    };

    /** @param pixels a leaf that requires a gradient // [1, 3, h, w] */
    public abstract PixelOptimizer create(Tensor pixels, double rate);
}
