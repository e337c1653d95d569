package dev.gioconda.style.loss;

import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.Tensor;

/** How far a layer's features f are from the content's p. */
public enum ContentLoss {
    /** {@code mean (f - p)^2}, as Johnson et al. 2016 (arXiv 1603.08155). */
    MEAN {
        @Override
        public Tensor of(ContentDifference difference) {
            return Ops.scale(difference.squaredSum(), 1.0 / difference.count());
        }
    },
    /** {@code sum (f - p)^2}, the study's and the Keras example's. */
    SUM {
        @Override
        public Tensor of(ContentDifference difference) {
            return difference.squaredSum();
        }
    },
    /** {@code sum (f - p)^2 / sum |f - p|}: its gradient keeps its size as the difference shrinks. Used by crowsonkb's style-transfer-pytorch. */
    SCALED {
        @Override
        public Tensor of(ContentDifference difference) {
            return difference.squaredSum().div(Ops.plus(difference.absoluteSum(), 1e-8));
        }
    },
    /** {@code sum (f - p)^2 / sum (p - mean p)^2}, the unexplained share of the content's variance: alike for every layer and network. */
    RELATIVE {
        @Override
        public Tensor of(ContentDifference difference) {
            return Ops.scale(difference.squaredSum(), 1 / (difference.spread() + 1e-8));
        }
    };

    /** A scalar. */
    public abstract Tensor of(ContentDifference difference);

    /**
     * The same of rows.
     *
     * @param stylized rows of channels // [m, c]
     * @param content likewise, without a gradient // [m, c]
     */
    public Tensor distance(Tensor stylized, Tensor content) {
        return of(ContentDifference.between(stylized, content, ContentDifference.spread(content)));
    }
}
