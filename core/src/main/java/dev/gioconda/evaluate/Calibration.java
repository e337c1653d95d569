package dev.gioconda.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Calibration: whether 80 % of the pictures with a predicted probability of 0.8 have the attribute.
 *
 * <p>The probabilities of "yes" are grouped into 15 bins of equal width; the expected calibration error is {@code Σ
 * (n_b / n) |mean probability_b - fraction of positives_b|}. C. Guo et al., On calibration of modern neural networks,
 * ICML 2017, there for the predicted class of several; for two classes the probability of "yes" covers both.
 *
 * @param expectedError ECE, 0 (calibrated) to 1
 * @param bins the non-empty bins, from low to high
 */
public record Calibration(double expectedError, List<Bin> bins) {

    private static final int BINS = 15;

    /** Copies the list. */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * One bin of the reliability diagram.
     *
     * @param low lower edge, exclusive except for 0
     * @param high upper edge, inclusive
     * @param count number of pictures, at least 1
     * @param meanProbability their mean predicted probability of "yes"
     * @param positiveRate the fraction of true positives among them
     */
    public record Bin(double low, double high, int count, double meanProbability, double positiveRate) {}

    /** Computes the calibration of predictions. */
    public static Calibration of(Predictions predictions) {
        int[] counts = new int[BINS];
        int[] positives = new int[BINS];
        double[] sums = new double[BINS];
        for (int i = 0; i < predictions.count(); i++) {
            double p = predictions.probability(i);
            int b = Math.max(0, (int) Math.ceil(p * BINS) - 1);
            counts[b]++;
            sums[b] += p;
            positives[b] += predictions.truth()[i] ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int b = 0; b < BINS; b++) {
            if (counts[b] > 0) {
                error += Math.abs(sums[b] - positives[b]) / predictions.count();
                bins.add(new Bin(
                        (double) b / BINS,
                        (b + 1.0) / BINS,
                        counts[b],
                        sums[b] / counts[b],
                        (double) positives[b] / counts[b]));
            }
        }
        return new Calibration(error, bins);
    }
}
