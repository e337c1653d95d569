package dev.gioconda.evaluate;

/**
 * McNemar's test whether two classifiers have the same error rate on the same pictures. It depends only on the pictures
 * that exactly one of them classifies correctly.
 *
 * <p>With fewer than 25 such pictures the p-value is that of the exact two-sided binomial test, {@code min(1, 2 P(X <=
 * min(b, c)))} with X ~ B(b + c, 1/2); otherwise that of {@code χ² = (max(0, |b - c| - 1))² / (b + c)} with one degree
 * of freedom (Edwards' continuity correction). Q. McNemar, Psychometrika 12, 1947; A. L. Edwards, Psychometrika 13,
 * 1948.
 *
 * @param bothRight pictures that both classify correctly
 * @param onlyFirst pictures that only the first classifies correctly, b
 * @param onlySecond pictures that only the second classifies correctly, c
 * @param bothWrong pictures that both classify wrongly
 * @param exact whether the p-value is exact
 * @param pValue the probability of a difference at least as large if both were equally good
 */
public record McNemar(int bothRight, int onlyFirst, int onlySecond, int bothWrong, boolean exact, double pValue) {

    private static final int EXACT_BELOW = 25;

    /**
     * Runs the test.
     *
     * @param first whether the first classifier is correct on picture i // [n]
     * @param second the same for the second // [n]
     */
    public static McNemar test(boolean[] first, boolean[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "The first classifier has %d results and the second %d; expected the same pictures in the same order."
                            .formatted(first.length, second.length));
        }
        int[] cells = new int[4];
        for (int i = 0; i < first.length; i++) {
            cells[(first[i] ? 0 : 2) + (second[i] ? 0 : 1)]++;
        }
        int b = cells[1];
        int c = cells[2];
        boolean exact = b + c < EXACT_BELOW;
        return new McNemar(cells[0], b, c, cells[3], exact, exact ? binomial(b, c) : chiSquare(b, c));
    }

    /** Whether the difference is significant at the 5 % level. */
    public boolean significant() {
        return pValue < 0.05;
    }

    /**
     * The one-sided p-value: the probability that the first alone is correct on at least as many of the {@code n = b +
     * c} pictures if both are equally good: {@code P(X >= b)} with X ~ B(n, 1/2), exact for every n. Small when the
     * second is worse.
     */
    public double pValueSecondWorse() {
        int n = onlyFirst + onlySecond;
        double term = -n * Math.log(2); // log of C(n, k) / 2^n, from k = 0 up
        double tail = 0;
        for (int k = 0; k <= n; k++) {
            if (k >= onlyFirst) {
                tail += Math.exp(term);
            }
            term += Math.log((double) (n - k) / (k + 1));
        }
        return Math.min(1, tail);
    }

    private static double binomial(int b, int c) {
        int n = b + c;
        double term = Math.pow(0.5, n);
        double tail = 0;
        for (int k = 0; k <= Math.min(b, c); k++) {
            tail += term;
            term *= (double) (n - k) / (k + 1);
        }
        return Math.min(1, 2 * tail);
    }

    /** {@code P(χ²₁ > x) = erfc(√(x/2))}. */
    private static double chiSquare(int b, int c) {
        double distance = Math.max(0, Math.abs(b - c) - 1);
        return erfc(distance / Math.sqrt(2.0 * (b + c)));
    }

    /**
     * The complementary error function for {@code x >= 0} to about 1e-13 relative. Below 2 by the series {@code erf x =
     * 2/√π exp(-x²) Σ 2^k x^(2k+1) / (2k+1)!!}, above by the continued fraction {@code x + (1/2)/(x + 1/(x + (3/2)/(x +
     * …)))}, evaluated from its end. Abramowitz and Stegun, 7.1.6 and 7.1.14.
     */
    private static double erfc(double x) {
        double gaussian = Math.exp(-x * x) / Math.sqrt(Math.PI);
        if (x < 2) {
            double term = x;
            double sum = 0;
            for (int k = 0; k < 60; k++) {
                sum += term;
                term *= 2 * x * x / (2 * k + 3);
            }
            return 1 - 2 * gaussian * sum;
        }
        double fraction = x;
        for (int k = 80; k >= 1; k--) {
            fraction = x + k / 2.0 / fraction;
        }
        return gaussian / fraction;
    }
}
