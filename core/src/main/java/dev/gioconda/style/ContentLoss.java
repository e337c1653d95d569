package dev.gioconda.style;

import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** How far a layer's features f are from the content's p. */
public enum ContentLoss {
    /** {@code mean (f - p)^2}, as Johnson et al. 2016 (arXiv 1603.08155). */
    MEAN {
        @Override
        Tensor distance(Tensor painted, Tensor content) {
            return painted.sub(content).square().mean();
        }
    },
    /** {@code sum (f - p)^2}, the study's and the Keras example's. */
    SUM {
        @Override
        Tensor distance(Tensor painted, Tensor content) {
            return painted.sub(content).square().sum();
        }
    },
    /** {@code sum (f - p)^2 / sum |f - p|}: its gradient keeps its size as the difference shrinks. Used by crowsonkb's style-transfer-pytorch. */
    SCALED {
        @Override
        Tensor distance(Tensor painted, Tensor content) {
            Tensor difference = painted.sub(content);
            return difference.square().sum().div(Ops.plus(difference.abs().sum(), 1e-8));
        }
    },
    /** {@code sum (f - p)^2 / sum (p - mean p)^2}, the unexplained share of the content's variance: alike for every layer and network. */
    RELATIVE {
        @Override
        Tensor distance(Tensor painted, Tensor content) {
            Tensor spread = content.sub(content.mean(0)).square().sum();
            return painted.sub(content).square().sum().div(Ops.plus(spread, 1e-8));
        }
    };

    /**
     * A scalar.
     *
     * @param painted rows of channels // [m, c]
     * @param content likewise, without a gradient // [m, c]
     */
    abstract Tensor distance(Tensor painted, Tensor content);

    /** The same where positions count differently. */
    Tensor distance(FeatureMap painted, FeatureMap content) {
        if (content.share() == null) {
            return distance(painted.rows(), content.rows());
        }
        Tensor root = Ops.scale(content.share(), (double) content.positions()).sqrt(); // [m, 1], squares have mean 1
        Tensor wanted = content.rows().mul(root);
        return distance(painted.rows().mul(root), wanted);
    }

    /** No content at all. */
    static Tensor none() {
        return torch.zeros(1).squeeze(0);
    }
}
