package dev.gioconda.evaluate;

/**
 * Temperature scaling: all logits are divided by one number to calibrate the probabilities. The ranking, and with
 * threshold 0.5 every prediction, does not change. C. Guo et al., On calibration of modern neural networks, ICML 2017.
 *
 * @param value the temperature, 0.05 to 20; above 1 the network is overconfident
 */
public record Temperature(double value) {

    /** The temperature that changes nothing. */
    public static final Temperature IDENTITY = new Temperature(1);

    private static final double MIN = 0.05;
    private static final double MAX = 20;

    /** Checks that the value is positive and finite. */
    public Temperature {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "The temperature is %s, expected a finite number above 0; 1 changes nothing.".formatted(value));
        }
    }

    /**
     * Fits the temperature with the least log loss, usually on the validation partition. If all predictions are
     * correct, or all are wrong, there is no minimum and the result is an end of the range.
     *
     * @param logits log-odds of "yes" // [n]
     * @param truth the true labels // [n]
     */
    public static Temperature fit(double[] logits, boolean[] truth) {
        if (logits.length == 0 || logits.length != truth.length) {
            throw new IllegalArgumentException(
                    "Received %d logits and %d truths; expected the same number of each, and at least one."
                            .formatted(logits.length, truth.length));
        }
        // the loss is convex in 1/T, so its derivative changes sign once; bisection in log scale
        double low = Math.log(1 / MAX);
        double high = Math.log(1 / MIN);
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (LogLoss.derivative(logits, truth, Math.exp(middle)) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Temperature(Math.exp(-(low + high) / 2));
    }

    /** The logits divided by the temperature. // [n] */
    public double[] apply(double[] logits) {
        double[] scaled = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            scaled[i] = logits[i] / value;
        }
        return scaled;
    }

    /** The predictions with logits divided by the temperature. */
    public Predictions apply(Predictions predictions) {
        return new Predictions(apply(predictions.logits()), predictions.truth(), predictions.names());
    }
}
