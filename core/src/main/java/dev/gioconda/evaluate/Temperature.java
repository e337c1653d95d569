package dev.gioconda.evaluate;

/**
 * Temperature scaling: one number by which all logits are divided so that probabilities become honest, while the ranking,
 * and with threshold 0.5 every answer, stays. C. Guo et al., On calibration of modern neural networks, ICML 2017.
 *
 * @param value the temperature, 0.05 to 20; above 1 the network was too sure of itself
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
     * The temperature of the least log loss on the given pictures, which ought to be the validation partition. A network that
     * makes no mistake there, or nothing but mistakes, has no best temperature; it gets an end of the range.
     *
     * @param logits log-odds of "yes" // [n]
     * @param truth what the pictures show // [n]
     */
    public static Temperature fit(double[] logits, boolean[] truth) {
        if (logits.length == 0 || logits.length != truth.length) {
            throw new IllegalArgumentException(
                    "Came %d logits and %d truths; a temperature needs as many of each, and at least one."
                            .formatted(logits.length, truth.length));
        }
        // the loss is convex in 1/T: its slope changes sign once, and halving (in log scale) cannot miss that
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

    /** The logits divided by the temperature // [n]. */
    public double[] apply(double[] logits) {
        double[] scaled = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            scaled[i] = logits[i] / value;
        }
        return scaled;
    }

    /** The same pictures with the logits divided by the temperature. */
    public Predictions apply(Predictions predictions) {
        return new Predictions(apply(predictions.logits()), predictions.truth(), predictions.names());
    }
}
