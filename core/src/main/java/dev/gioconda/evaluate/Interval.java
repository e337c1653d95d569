package dev.gioconda.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A two-sided 95 % confidence interval.
 *
 * @param low lower end
 * @param high upper end, not below {@code low}
 */
public record Interval(double low, double high) {

    /** The 97.5 % point of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    private static final int RESAMPLES = 2000;

    /**
     * Wilson's score interval of a proportion: {@code (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)}. Unlike the
     * textbook {@code p ± 1.96 σ} it stays inside [0, 1] and keeps its coverage near 0 and 1.
     *
     * <p>E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927.
     *
     * @param successes 0 to {@code trials}
     * @param trials at least 1
     */
    public static Interval wilson(int successes, int trials) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "Received %d successes of %d trials; expected at least one trial and at most as many successes."
                            .formatted(successes, trials));
        }
        double p = (double) successes / trials;
        double z2 = Z * Z / trials;
        double center = (p + z2 / 2) / (1 + z2);
        double half = Z * Math.sqrt(p * (1 - p) / trials + z2 / (4 * trials)) / (1 + z2);
        // at 0 and n successes the formula's bound is exactly 0 or 1; avoid rounding errors
        return new Interval(
                successes == 0 ? 0 : Math.max(0, center - half), successes == trials ? 1 : Math.min(1, center + half));
    }

    /**
     * The bootstrap interval of a mean over all pairs of rows and columns, such as content and style images: the 2.5 %
     * and 97.5 % quantiles of the means of 2,000 samples, for each of which rows and columns are drawn with replacement
     * separately, since pairs that share a row or column are not independent. With a single row or column it holds for
     * that one only; with few pairs it is too narrow. The generator is seeded: the same values give the same interval.
     *
     * <p>A. B. Owen, The pigeonhole bootstrap, Annals of Applied Statistics 1, 2007.
     *
     * @param values row by row, at least one // [rows * columns]
     * @param rows at least 1
     */
    public static Interval pigeonholeBootstrap(double[] values, int rows) {
        if (rows < 1 || values.length < rows || values.length % rows != 0) {
            throw new IllegalArgumentException(
                    "%d values do not fill %d rows; expected a positive multiple of the number of rows."
                            .formatted(values.length, rows));
        }
        int columns = values.length / rows;
        SplittableRandom random = new SplittableRandom(1);
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            int[] sampledColumns = random.ints(columns, 0, columns).toArray();
            for (int i = 0; i < rows; i++) {
                int row = random.nextInt(rows);
                for (int column : sampledColumns) {
                    means[r] += values[row * columns + column] / values.length;
                }
            }
        }
        Arrays.sort(means);
        return new Interval(means[RESAMPLES / 40], means[RESAMPLES - RESAMPLES / 40 - 1]);
    }

    /** {@code estimate ± 1.96 standardError}, clipped to [0, 1]. */
    static Interval normal(double estimate, double standardError) {
        return new Interval(Math.max(0, estimate - Z * standardError), Math.min(1, estimate + Z * standardError));
    }
}
