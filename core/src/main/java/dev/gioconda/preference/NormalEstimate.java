package dev.gioconda.preference;

/**
 * Normal approximation of the posterior of a difference in stars.
 *
 * @param mean in stars
 * @param deviation standard deviation, in stars
 */
record NormalEstimate(double mean, double deviation) {

    private static final double HALF_WIDTH = 1.959964; // of the central 95 % interval, in deviations

    double low() {
        return mean - HALF_WIDTH * deviation;
    }

    double high() {
        return mean + HALF_WIDTH * deviation;
    }

    /** Probability that the difference is above a margin. */
    double probabilityAbove(double margin) {
        return deviation == 0 ? (mean > margin ? 1 : 0) : normalCdf((mean - margin) / deviation);
    }

    /** The normal distribution function, to 1e-7 (Abramowitz and Stegun 1964, 26.2.17). */
    static double normalCdf(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-z * z / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z < 0 ? tail : 1 - tail;
    }
}
