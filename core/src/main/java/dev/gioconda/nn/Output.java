package dev.gioconda.nn;

import org.bytedeco.pytorch.Tensor;

/**
 * How a network's raw outputs become one logit an attribute; stated in the manifest, one choice a network. The probability
 * is {@code 1 / (1 + exp(-logit))} either way, so losses, calibration and thresholds need not know the choice.
 */
public enum Output {
    /** One raw output an attribute, which is its logit. */
    SIGMOID {
        @Override
        public int outputCount(int attributes) {
            return attributes;
        }

        @Override
        public Tensor logits(Tensor raw) {
            return raw;
        }
    },
    /**
     * Two raw outputs an attribute, "no" and "yes". Softmax over two is the sigmoid of their difference, and categorical
     * cross-entropy is the binary one of that difference: {@code -log softmax(z)_yes = softplus(z_no - z_yes)}.
     */
    SOFTMAX {
        @Override
        public int outputCount(int attributes) {
            return 2 * attributes;
        }

        @Override
        public Tensor logits(Tensor raw) {
            Tensor pairs = raw.view(raw.size(0), raw.size(1) / 2, 2); // [n, a, 2]
            return pairs.select(2, 1).sub(pairs.select(2, 0)); // [n, a]
        }
    };

    /** How many raw outputs the network needs. */
    public abstract int outputCount(int attributes);

    /** Raw outputs to logits. // [n, width] to [n, attributes] */
    public abstract Tensor logits(Tensor raw);
}
