package dev.gioconda.nn;

import org.bytedeco.pytorch.Tensor;

/**
 * The conversion of a network's raw outputs to one logit per attribute; stored in the manifest. The probability is
 * {@code 1 / (1 + exp(-logit))} in both cases, so losses, calibration and thresholds do not depend on it.
 */
public enum Output {
    /** One raw output per attribute, its logit. */
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
     * Two raw outputs per attribute, "no" and "yes". Softmax over two is the sigmoid of their difference, and
     * categorical cross-entropy is the binary one of that difference: {@code -log softmax(z)_yes = softplus(z_no -
     * z_yes)}.
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

    /** The number of raw outputs for a number of attributes. */
    public abstract int outputCount(int attributes);

    /** Converts raw outputs to logits. // [n, width] to [n, attributes] */
    public abstract Tensor logits(Tensor raw);
}
