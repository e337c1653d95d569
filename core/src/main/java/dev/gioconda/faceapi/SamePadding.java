package dev.gioconda.faceapi;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * TensorFlow's padding "same", with which an output has {@code ceil(size / stride)} rows and columns. Along each side {@code
 * max((ceil(size / stride) - 1) * stride + kernel - size, 0)} values are added; of an odd number, the additional one is after.
 * For kernel 3, stride 2 and an even size that is none before and one after.
 */
record SamePadding(int top, int bottom, int left, int right) {

    /** No padding. */
    static final SamePadding NONE = new SamePadding(0, 0, 0, 0);

    /** @param x // [n, c, h, w] */
    static SamePadding of(Tensor x, int kernel, int stride) {
        int rows = total((int) x.size(2), kernel, stride);
        int columns = total((int) x.size(3), kernel, stride);
        return new SamePadding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    private static int total(int size, int kernel, int stride) {
        int outputs = (size + stride - 1) / stride;
        return Math.max((outputs - 1) * stride + kernel - size, 0);
    }

    boolean isSymmetric() {
        return top == bottom && left == right;
    }

    /** @param x // [n, c, h, w] to [n, c, top + h + bottom, left + w + right] */
    Tensor pad(Tensor x, double value) {
        return torch.constant_pad_nd(x, new long[] {left, right, top, bottom}, new Scalar(value));
    }

    /** Max pooling with this padding; padded positions never are the maximum. // [n, c, h, w] to [n, c, h', w'] */
    static Tensor maxPool(Tensor x, int kernel, int stride) {
        Tensor padded = of(x, kernel, stride).pad(x, Double.NEGATIVE_INFINITY);
        return unpaddedMaxPool(padded, kernel, stride);
    }

    /** Max pooling without padding. // [n, c, h, w] to [n, c, h', w'] */
    static Tensor unpaddedMaxPool(Tensor x, int kernel, int stride) {
        return torch.max_pool2d(
                x,
                new long[] {kernel, kernel},
                new long[] {stride, stride},
                new long[] {0, 0},
                new long[] {1, 1},
                false);
    }
}
