package dev.gioconda.nn;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.FanModeType;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Nonlinearity;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kFanOut;
import org.bytedeco.pytorch.kReLU;
import org.jspecify.annotations.Nullable;

/** Layers that several networks use. */
final class Layers {

    private Layers() {}

    /** A square convolution with {@code kernel / 2} padding. */
    static Conv2dImpl conv(int in, int out, int kernel, int stride, boolean bias) {
        Conv2dOptions options = unpaddedConv(in, out, kernel, stride);
        options.padding().put(new LongPointer(kernel / 2, kernel / 2));
        options.bias().put(bias);
        return new Conv2dImpl(options);
    }

    /** {@link #conv} with He's initialization. */
    static Conv2dImpl heConv(int in, int out, int kernel, int stride, boolean bias) {
        Conv2dImpl conv = conv(in, out, kernel, stride, bias);
        heInit(conv.weight(), bias ? conv.bias() : null);
        return conv;
    }

    /** Options of a square convolution without padding. */
    static Conv2dOptions unpaddedConv(int in, int out, int kernel, int stride) {
        Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(kernel, kernel));
        options.stride().put(new long[] {stride, stride}, 0, 2);
        return options;
    }

    /**
     * A square convolution of an even kernel whose output has the input's size, as Keras' "same": its padding is {@code
     * (kernel - 1) / 2}, rounded down, and {@link #padRightAndBottom} adds the rest.
     */
    static Conv2dImpl evenKernelConv(int in, int out, int kernel) {
        Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(kernel, kernel));
        long padding = (kernel - 1L) / 2;
        options.padding().put(new LongPointer(padding, padding));
        return new Conv2dImpl(options);
    }

    /** Pads one column of zeros at the right and one row at the bottom. // [n, c, h + 1, w + 1] */
    static Tensor padRightAndBottom(Tensor x) {
        return torch.pad(x, 0, 1, 0, 1);
    }

    /** Reflection padding. // [n, c, h, w] to [n, c, top + h + bottom, left + w + right] */
    static Tensor reflectionPad(Tensor x, long left, long right, long top, long bottom) {
        return left + right + top + bottom == 0 ? x : torch.reflection_pad2d(x, left, right, top, bottom);
    }

    /**
     * Zero padding before an unpadded convolution of stride 2 and odd kernel, as Keras' {@code correct_pad}: {@code k /
     * 2} at the bottom and right; at the top and left the same for an odd side, one less for an even side.
     *
     * @param x // [n, c, h, w] to [n, c, h + k - 1 - (h + 1) % 2, w + k - 1 - (w + 1) % 2]
     */
    static Tensor correctPad(Tensor x, int kernel) {
        long after = kernel / 2;
        long top = after - (x.size(2) + 1) % 2;
        long left = after - (x.size(3) + 1) % 2;
        return torch.pad(x, left, after, top, after);
    }

    /** Max pooling 3 x 3 with stride 2. // [n, c, h, w] to [n, c, h/2, w/2] */
    static Tensor maxPool3(Tensor x, int padding, boolean roundUp) {
        return torch.max_pool2d(
                x, new long[] {3, 3}, new long[] {2, 2}, new long[] {padding, padding}, new long[] {1, 1}, roundUp);
    }

    /**
     * Batch normalization (Ioffe and Szegedy 2015, arXiv 1502.03167); {@code momentum} is the weight of the new batch.
     */
    static BatchNorm2dImpl batchNorm(int channels, double epsilon, double momentum) {
        BatchNormOptions options = new BatchNormOptions(channels);
        options.eps().put(epsilon);
        options.momentum().put(momentum);
        return new BatchNorm2dImpl(options);
    }

    /**
     * He's normal initialization for ReLU (arXiv 1502.01852): standard deviation {@code sqrt(2 / fan_out)}, bias zero.
     */
    static void heInit(Tensor weight, @Nullable Tensor bias) {
        torch.kaiming_normal_(weight, 0, new FanModeType(new kFanOut()), new Nonlinearity(new kReLU()));
        if (bias != null) {
            zero(bias);
        }
    }

    /** Adaptive average pooling to {@code side * side}. // [n, c, h, w] to [n, c, side, side] */
    static Tensor adaptiveAvgPool(Tensor x, long side) {
        return torch.adaptive_avg_pool2d(x, side, side);
    }

    /** Global average pooling (Lin et al. 2014, arXiv 1312.4400). // [n, c, h, w] to [n, c] */
    static Tensor globalAvgPool(Tensor x) {
        return x.mean(2, 3);
    }

    /**
     * Stochastic depth of a residual, "row" mode: zero for a random fraction {@code dropRate} of the pictures, {@code y
     * / (1 - dropRate)} for the others, so that the expectation is unchanged (Huang et al. 2016, arXiv 1603.09382). //
     * [n, c, h, w]
     */
    static Tensor stochasticDepth(Tensor y, double dropRate) {
        if (dropRate == 0) {
            return y;
        }
        Tensor keepMask =
                torch.rand(y.size(0), 1, 1, 1).ge(new Scalar(dropRate)).to(y.scalar_type()); // [n, 1, 1, 1]
        return y.mul(keepMask.div(new Scalar(1 - dropRate)));
    }

    /** Zero, in place. */
    static void zero(Tensor weight) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            weight.fill_(new Scalar(0));
        }
    }

    /** Glorot's uniform initialization, the default of Keras: limit {@code sqrt(6 / (fan_in + fan_out))}, bias zero. */
    static void glorotInit(Tensor weight, Tensor bias) {
        torch.xavier_uniform_(weight, 1);
        zero(bias);
    }
}
