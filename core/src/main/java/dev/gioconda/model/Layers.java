package dev.gioconda.model;

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

/** The few layers that the networks are written with, so that a network's file holds only what its paper draws. */
final class Layers {

    private Layers() {}

    /** A square convolution with {@code kernel / 2} padding. */
    static Conv2dImpl conv(int in, int out, int kernel, int stride, boolean bias) {
        Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(kernel, kernel));
        options.stride().put(new long[] {stride, stride}, 0, 2);
        options.padding().put(new LongPointer(kernel / 2, kernel / 2));
        options.bias().put(bias);
        return new Conv2dImpl(options);
    }

    /**
     * A square convolution of an even kernel whose output has the input's size, as Keras' "same": its padding is
     * {@code (kernel - 1) / 2}, rounded down, and {@link #oneMore} adds the rest.
     */
    static Conv2dImpl evenConv(int in, int out, int kernel) {
        Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(kernel, kernel));
        long padding = (kernel - 1L) / 2;
        options.padding().put(new LongPointer(padding, padding));
        return new Conv2dImpl(options);
    }

    /** One more column of zeros at the right and one more row below. // [n, c, h + 1, w + 1] */
    static Tensor oneMore(Tensor x) {
        return torch.pad(x, 0, 1, 0, 1);
    }

    /** Batch normalisation (Ioffe and Szegedy 2015, arXiv 1502.03167); {@code momentum} is the weight of the new batch. */
    static BatchNorm2dImpl batchNorm(int channels, double epsilon, double momentum) {
        BatchNormOptions options = new BatchNormOptions(channels);
        options.eps().put(epsilon);
        options.momentum().put(momentum);
        return new BatchNorm2dImpl(options);
    }

    /** He's normal initialisation for ReLU (arXiv 1502.01852): deviation {@code sqrt(2 / fan_out)}, bias zero. */
    static void he(Tensor weight, @Nullable Tensor bias) {
        torch.kaiming_normal_(weight, 0, new FanModeType(new kFanOut()), new Nonlinearity(new kReLU()));
        if (bias != null) {
            try (NoGradGuard noGrad = new NoGradGuard()) {
                bias.fill_(new Scalar(0));
            }
        }
    }

    /** The mean of each of {@code side * side} bins, whatever the map's size. // [n, c, h, w] to [n, c, side, side] */
    static Tensor pooledTo(Tensor x, long side) {
        return torch.adaptive_avg_pool2d(x, side, side);
    }

    /** Glorot's uniform initialisation, the default of Keras: limit {@code sqrt(6 / (fan_in + fan_out))}, bias zero. */
    static void glorot(Tensor weight, Tensor bias) {
        torch.xavier_uniform_(weight, 1);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            bias.fill_(new Scalar(0));
        }
    }
}
