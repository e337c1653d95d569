package dev.gioconda.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say: of the pictures given 0.8, do 80 % show the attribute?
 *
 * <p>The probabilities of "yes" fall into 15 bins of equal width; the expected calibration error is {@code Σ (n_b / n)
 * |mean probability_b - share of positives_b|}. C. Guo et al., On calibration of modern neural networks, ICML 2017, there
 * for the winning class of many; for two classes the probability of "yes" shows both sides.
 *
 * @param expectedError ECE, 0 (honest) to 1
 * @param bins the bins that hold a picture, from low to high
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
     * @param low lower edge, outside the bin but for 0
     * @param high upper edge, inside the bin
     * @param count pictures in it, at least 1
     * @param meanProbability the mean probability of "yes" given to them
     * @param positiveRate the share of them that truly are
     */
    public record Bin(double low, double high, int count, double meanProbability, double positiveRate) {}

    /** Measures the probabilities against the truth. */
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
