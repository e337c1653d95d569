package dev.gioconda.evaluate;

/**
 * Binary cross-entropy of logits: the mean of {@code log(1 + exp(-m))}, where m is the logit with the sign of the
 * truth.
 */
final class LogLoss {

    private LogLoss() {}

    /** The mean loss in nats after every logit is multiplied by {@code scale}. */
    static double of(double[] logits, boolean[] truth, double scale) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double margin = scale * (truth[i] ? logits[i] : -logits[i]);
            // numerically stable form: exp never overflows
            sum += Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
        }
        return sum / logits.length;
    }

    /**
     * The derivative of {@link #of} with respect to {@code scale}; it increases with {@code scale}, since the loss is
     * convex in it.
     */
    static double derivative(double[] logits, boolean[] truth, double scale) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double signed = truth[i] ? logits[i] : -logits[i];
            sum -= signed / (1 + Math.exp(scale * signed));
        }
        return sum / logits.length;
    }
}
