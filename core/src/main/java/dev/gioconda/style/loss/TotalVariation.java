package dev.gioconda.style.loss;

import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Total variation of an image; dx and dy are differences to the right and lower neighbor. */
public enum TotalVariation {
    /** {@code sum |dx| + |dy|} of values in 0 to 255, as in neural-style-pt. */
    ABSOLUTE {
        @Override
        public Tensor of(Tensor x, Band band) {
            Tensor scaled = Ops.scale(x, MAX_LEVEL);
            Tensor own = band.last() ? scaled : scaled.narrow(2, 0, scaled.size(2) - 1);
            return differences(scaled, 2)
                    .abs()
                    .sum()
                    .add(differences(own, 3).abs().sum());
        }
    },
    /** {@code sum (dx^2 + dy^2)^1.25} of values in 0 to 255, without the last row and column, as in the Keras example. */
    KERAS {
        @Override
        public Tensor of(Tensor x, Band band) {
            Tensor scaled = Ops.scale(x, MAX_LEVEL);
            return squaredDifferences(scaled).pow(new Scalar(1.25)).sum();
        }
    },
    /** {@code mean (dx^2 + dy^2)} of values in 0 to 1, without the last row and column (Mahendran and Vedaldi 2015, beta = 2). */
    SQUARED {
        @Override
        public Tensor of(Tensor x, Band band) {
            return Ops.scale(squaredDifferences(x).sum(), 1.0 / (3.0 * (band.height() - 1) * (band.width() - 1)));
        }
    },
    /**
     * All eight neighbors: {@code 2 (mean dx^2 / 3 + mean dy^2 / 3 + mean d1^2 / 12 + mean d2^2 / 12)} of values in 0 to 1 with
     * one pixel of replication padding, d1 and d2 the differences along the diagonals; from crowsonkb's style-transfer-pytorch.
     */
    NINE_POINT {
        @Override
        public Tensor of(Tensor x, Band band) {
            long above = band.first() ? 1 : 0;
            long below = band.last() ? 1 : 0;
            Tensor padded = torch.pad(x, new long[] {1, 1, above, below}, "replicate", new DoubleOptional());
            long h = padded.size(2) - 1; // rows of diagonals
            long w = band.width();
            long own = h - above;
            Tensor middle = window(padded, above, 1, own, w);
            Tensor right = window(padded, above, 2, own, w).sub(middle);
            Tensor lower = window(padded, above + 1, 1, own, w).sub(middle);
            Tensor down = window(padded, 1, 1, h, w + 1).sub(window(padded, 0, 0, h, w + 1));
            Tensor up = window(padded, 1, 0, h, w + 1).sub(window(padded, 0, 1, h, w + 1));
            double straight = 2 / 3.0 / (3.0 * band.height() * w);
            double diagonal = 1 / 6.0 / (3.0 * (band.height() + 1) * (w + 1));
            return Ops.scale(right.square().sum().add(lower.square().sum()), straight)
                    .add(Ops.scale(down.square().sum().add(up.square().sum()), diagonal));
        }
    };

    private static final double MAX_LEVEL = 255;

    /**
     * A band of rows of an image; it includes one row of the next band, if there is one.
     *
     * @param first whether it starts at the top of the image
     * @param last whether it ends at the bottom
     * @param height of the whole image
     * @param width of the image
     */
    public record Band(boolean first, boolean last, long height, long width) {}

    /** The total variation, a scalar. // [1, 3, h, w], values in [0, 1] */
    public final Tensor of(Tensor image) {
        return of(image, new Band(true, true, image.size(2), image.size(3)));
    }

    /** The term of one band; the sum over all bands is that of the image. // [1, 3, h', w] */
    public abstract Tensor of(Tensor rows, Band band);

    private static Tensor window(Tensor x, long top, long left, long height, long width) {
        return x.narrow(2, top, height).narrow(3, left, width);
    }

    private static Tensor differences(Tensor x, int dimension) {
        long size = x.size(dimension) - 1;
        return x.narrow(dimension, 1, size).sub(x.narrow(dimension, 0, size));
    }

    private static Tensor squaredDifferences(Tensor x) {
        Tensor dy = differences(x, 2);
        Tensor dx = differences(x, 3);
        return dy.narrow(3, 0, dx.size(3))
                .square()
                .add(dx.narrow(2, 0, dy.size(2)).square()); // [1, 3, h - 1, w - 1]
    }
}
