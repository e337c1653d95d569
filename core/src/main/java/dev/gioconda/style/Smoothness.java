package dev.gioconda.style;

import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Total variation: how much neighbouring pixels differ; dx and dy are differences to the right and lower neighbour. */
public enum Smoothness {
    /** {@code sum |dx| + |dy|} of values in 0 to 255, as neural-style-pt. */
    ABSOLUTE {
        @Override
        Tensor of(Tensor x) {
            Tensor wide = Ops.scale(x, LEVELS);
            return along(wide, 2).abs().sum().add(along(wide, 3).abs().sum());
        }
    },
    /** {@code sum (dx^2 + dy^2)^1.25} of values in 0 to 255, without the last row and column, as the Keras example. */
    KERAS {
        @Override
        Tensor of(Tensor x) {
            Tensor wide = Ops.scale(x, LEVELS);
            return squares(wide).pow(new Scalar(1.25)).sum();
        }
    },
    /** {@code mean (dx^2 + dy^2)} of values in 0 to 1, without the last row and column (Mahendran and Vedaldi 2015, beta = 2). */
    SQUARED {
        @Override
        Tensor of(Tensor x) {
            return squares(x).mean();
        }
    },
    /**
     * All eight neighbours: {@code 2 (mean dx^2 / 3 + mean dy^2 / 3 + mean d1^2 / 12 + mean d2^2 / 12)} of values in 0 to 1 with
     * the border repeated once, d1 and d2 the differences along the diagonals; crowsonkb's style-transfer-pytorch.
     */
    NINE_POINT {
        @Override
        Tensor of(Tensor x) {
            Tensor padded =
                    torch.pad(x, new long[] {1, 1, 1, 1}, "replicate", new DoubleOptional()); // [1, 3, h + 2, w + 2]
            long h = x.size(2);
            long w = x.size(3);
            Tensor right = window(padded, 1, 2, h, w).sub(x);
            Tensor below = window(padded, 2, 1, h, w).sub(x);
            Tensor down = window(padded, 1, 1, h + 1, w + 1).sub(window(padded, 0, 0, h + 1, w + 1));
            Tensor up = window(padded, 1, 0, h + 1, w + 1).sub(window(padded, 0, 1, h + 1, w + 1));
            return Ops.scale(right.square().mean().add(below.square().mean()), 2.0 / 3)
                    .add(Ops.scale(down.square().mean().add(up.square().mean()), 1.0 / 6));
        }
    };

    private static final double LEVELS = 255;

    /** A scalar. // [1, 3, h, w], values in [0, 1] */
    abstract Tensor of(Tensor picture);

    private static Tensor window(Tensor x, long top, long left, long height, long width) {
        return x.narrow(2, top, height).narrow(3, left, width);
    }

    private static Tensor along(Tensor x, int dimension) {
        long size = x.size(dimension) - 1;
        return x.narrow(dimension, 1, size).sub(x.narrow(dimension, 0, size));
    }

    private static Tensor squares(Tensor x) {
        Tensor dy = along(x, 2);
        Tensor dx = along(x, 3);
        return dy.narrow(3, 0, dx.size(3))
                .square()
                .add(dx.narrow(2, 0, dy.size(2)).square()); // [1, 3, h - 1, w - 1]
    }
}
