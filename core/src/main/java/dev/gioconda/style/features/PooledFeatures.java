package dev.gioconda.style.features;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Scoped;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Mean and second moment of features; those of an image are sums over its tiles. The backward pass of a loss stores gradients at the moments,
 * and {@link #backward} backpropagates them to the features.
 *
 * @param positions of the whole image, also if the moments are those of one tile
 * @param mean of the image, or one tile's term of it // [c]
 * @param secondMoment of the image, or one tile's term of it // [c, c]
 */
public record PooledFeatures(long positions, Tensor mean, Tensor secondMoment) implements Features {

    /** The moments of a whole image, as leaves that collect gradients. */
    public static PooledFeatures of(FeatureMap map) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            return new PooledFeatures(
                    map.positions(),
                    Scoped.of(map::mean).requires_grad_(true),
                    map.secondMoment().requires_grad_(true));
        }
    }

    /**
     * Backpropagates the gradients of the moments to the features, or to a part of them:
     * {@code s_m (D (f_m - mu) + d + D mu)} for positions of weight s_m, a mean mu with gradient d and a second moment with gradient S, where
     * {@code D = S + S'}. The equal expression {@code s_m (D f_m + d)} cancels for a loss of the covariance, for which products in bfloat16
     * are not precise enough.
     */
    public void backward(FeatureMap part) {
        try (PointerScope scope = new PointerScope()) {
            Tensor outputs = part.outputs(); // [m, c]
            Tensor gradient;
            try (NoGradGuard noGrad = new NoGradGuard()) {
                gradient = gradient(part, outputs.detach());
            }
            if (gradient != null) {
                Ops.backward(outputs, gradient);
            }
        }
    }

    private @Nullable Tensor gradient(FeatureMap part, Tensor f) {
        Tensor meanGradient = mean.grad();
        Tensor secondMomentGradient = secondMoment.grad();
        if (!meanGradient.defined() && !secondMomentGradient.defined()) {
            return null;
        }
        Tensor bias = meanGradient.defined() ? meanGradient : torch.zeros_like(mean); // [c]
        double scale = part.weights() == null ? 1.0 / positions : 1;
        Tensor gradient;
        if (secondMomentGradient.defined()) {
            Tensor symmetric = secondMomentGradient.add(secondMomentGradient.t()); // [c, c]
            Tensor center = mean.detach().to(f.scalar_type()); // [c]
            bias = bias.add(symmetric.mv(center.to(mean.scalar_type())));
            gradient = linear(
                    part,
                    f.sub(center),
                    Ops.scale(symmetric, scale).to(f.scalar_type()),
                    Ops.scale(bias, scale).to(f.scalar_type()));
        } else {
            gradient = Ops.scale(bias, scale).to(f.scalar_type()).expand_as(f); // [m, c]
        }
        return part.weights() == null ? gradient : gradient.mul(part.weights().to(f.scalar_type()));
    }

    /** {@code rows matrix + bias} as a 1 x 1 convolution, which libtorch computes on all threads. // [m, c] */
    private static Tensor linear(FeatureMap map, Tensor rows, Tensor matrix, Tensor bias) {
        Tensor image = SecondMoment.toNchw(rows, map); // [1, c, h, w]
        Tensor kernel = matrix.unsqueeze(2).unsqueeze(3); // [c, c, 1, 1]
        long[] one = {1, 1};
        return torch.conv2d(image, kernel, new TensorOptional(bias), one, new long[] {0, 0}, one, 1)
                .permute(0, 2, 3, 1)
                .reshape(rows.sizes());
    }

    @Override
    public long channels() {
        return mean.size(0);
    }

    @Override
    public Tensor meanSquare() {
        return secondMoment.diagonal();
    }

    @Override
    public FeatureMap featureMap() {
        throw new IllegalStateException(
                "This loss needs the features of all positions; only their moments are available.");
    }
}
