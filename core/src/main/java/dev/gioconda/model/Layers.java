package dev.gioconda.model;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kSame;

/** The few layers that the networks are written with, so that a network's file holds only what its paper draws. */
final class Layers {

    private Layers() {}

    /** A square convolution with {@code kernel / 2} padding. */
    static Conv2dImpl conv(int in, int out, int kernel, int stride, boolean bias) {
        Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(kernel, kernel));
        options.stride().put(stride, stride);
        options.padding().put(new LongPointer(kernel / 2, kernel / 2));
        options.bias().put(bias);
        return new Conv2dImpl(options);
    }

    /** A square convolution whose output has the input's size; an even kernel pads one more at the right and below, as Keras. */
    static Conv2dImpl sameConv(int in, int out, int kernel) {
        Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(kernel, kernel));
        options.padding().put(new kSame());
        return new Conv2dImpl(options);
    }

    /** Batch normalisation (Ioffe and Szegedy 2015, arXiv 1502.03167); {@code momentum} is the weight of the new batch. */
    static BatchNorm2dImpl batchNorm(int channels, double epsilon, double momentum) {
        BatchNormOptions options = new BatchNormOptions(channels);
        options.eps().put(epsilon);
        options.momentum().put(momentum);
        return new BatchNorm2dImpl(options);
    }

    /** Glorot's uniform initialisation, the default of Keras: limit {@code sqrt(6 / (fan_in + fan_out))}, bias zero. */
    static void glorot(Tensor weight, Tensor bias) {
        torch.xavier_uniform_(weight, 1);
        try (var noGrad = new org.bytedeco.pytorch.NoGradGuard()) {
            bias.fill_(new Scalar(0));
        }
    }
}
