package dev.gioconda.style.loss;

import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.Tensor;

/** Content loss of one layer, between features f of the stylized image and p of the content image. */
public enum ContentLoss {
    /** {@code mean (f - p)^2}, as Johnson et al. 2016 (arXiv 1603.08155). */
    MEAN {
        @Override
        public Tensor of(ContentDifference difference) {
            return Ops.scale(difference.squaredSum(), 1.0 / difference.count());
        }
    },
    /** {@code sum (f - p)^2}, as in the study and the Keras example. */
    SUM {
        @Override
        public Tensor of(ContentDifference difference) {
            return difference.squaredSum();
        }
    },
    /** {@code sum (f - p)^2 / sum |f - p|}: the scale of its gradient is independent of the difference. From crowsonkb's style-transfer-pytorch. */
    SCALED {
        @Override
        public Tensor of(ContentDifference difference) {
            return difference.squaredSum().div(Ops.plus(difference.absoluteSum(), 1e-8));
        }
    },
    /** {@code sum (f - p)^2 / sum (p - mean p)^2}, the fraction of unexplained variance: comparable between layers and networks. */
    RELATIVE {
        @Override
        public Tensor of(ContentDifference difference) {
            return Ops.scale(difference.squaredSum(), 1 / (difference.spread() + 1e-8));
        }
    };

    /** The loss, a scalar. */
    public abstract Tensor of(ContentDifference difference);

    /**
     * The loss of features.
     *
     * @param stylized features of the stylized image // [m, c]
     * @param content features of the content image, without a gradient // [m, c]
     */
    public Tensor distance(Tensor stylized, Tensor content) {
        return of(ContentDifference.between(stylized, content, ContentDifference.spreadOf(content)));
    }
}
