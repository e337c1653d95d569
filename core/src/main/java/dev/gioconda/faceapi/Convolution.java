package dev.gioconda.faceapi;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A convolution that is read from TensorFlow's layout and has its padding.
 *
 * @param filters // [out, in / groups, k, k]
 * @param bias // [out]
 * @param kernel rows and columns of a filter
 * @param padded whether the input is padded as TensorFlow's "same", or not at all
 */
record Convolution(Tensor filters, @Nullable Tensor bias, int kernel, int stride, int groups, boolean padded)
        implements UnaryOperator<Tensor> {

    /**
     * A convolution whose tensors the owner keeps.
     *
     * @param filters // [k, k, in, out]
     * @param bias // [out]
     */
    static Convolution of(NetWeights owner, Tensor filters, Tensor bias, int stride, boolean padded) {
        Tensor kept = owner.keep(filters.permute(3, 2, 0, 1).contiguous());
        return new Convolution(kept, owner.keep(bias), (int) kept.size(2), stride, 1, padded);
    }

    /** A convolution of the tensors {@code NAME/filters} and {@code NAME/bias}. */
    static Convolution of(NetWeights owner, String name, int kernel, int in, int out, int stride, boolean padded)
            throws IOException {
        Tensor filters = owner.read(name + "/filters", kernel, kernel, in, out);
        return of(owner, filters, owner.read(name + "/bias", out), stride, padded);
    }

    /**
     * A padded convolution 3 x 3 of each channel by itself.
     *
     * @param filters // [3, 3, channels, 1]
     * @param bias // [channels]
     */
    static Convolution depthwise(NetWeights owner, Tensor filters, @Nullable Tensor bias, int stride) {
        Tensor kept = owner.keep(filters.permute(2, 3, 0, 1).contiguous()); // [channels, 1, 3, 3]
        Tensor keptBias = bias == null ? null : owner.keep(bias);
        return new Convolution(kept, keptBias, 3, stride, (int) kept.size(0), true);
    }

    /**
     * A separable convolution (Chollet 2017, arXiv 1610.02357): depthwise 3 x 3 without a bias, then pointwise with one, of the
     * tensors {@code NAME/depthwise_filter}, {@code NAME/pointwise_filter} and {@code NAME/bias}.
     */
    static UnaryOperator<Tensor> separable(NetWeights owner, String name, int in, int out, int stride)
            throws IOException {
        Convolution depthwise = depthwise(owner, owner.read(name + "/depthwise_filter", 3, 3, in, 1), null, stride);
        Tensor filters = owner.read(name + "/pointwise_filter", 1, 1, in, out);
        Convolution pointwise = of(owner, filters, owner.read(name + "/bias", out), 1, true);
        return x -> pointwise.apply(depthwise.apply(x));
    }

    /** @param x // [n, in, h, w] to [n, out, h', w'] */
    @Override
    public Tensor apply(Tensor x) {
        SamePadding padding = padded ? SamePadding.of(x, kernel, stride) : SamePadding.NONE;
        boolean symmetric = padding.isSymmetric();
        return torch.conv2d(
                symmetric ? x : padding.pad(x, 0),
                filters,
                bias == null ? new TensorOptional() : new TensorOptional(bias),
                new long[] {stride, stride},
                symmetric ? new long[] {padding.top(), padding.left()} : new long[] {0, 0},
                new long[] {1, 1},
                groups);
    }
}
