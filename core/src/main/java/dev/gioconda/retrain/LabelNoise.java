package dev.gioconda.retrain;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How many of the accepted labels are wrong, judged by a second opinion that did not learn from them.
 *
 * <p>People do not answer about pictures at random: mistakes of the champion are corrected more often, and these are the hard
 * ones. So labels are judged apart for the pictures on which they agree (v = 1) and disagree (v = 0) with the champion. On the
 * hold-out, where the truth is known, let {@code e[v]} be how often the second opinion errs where the champion is right (v = 1) or
 * wrong (v = 0). If a share r of the labels of one kind is wrong, their true kind is the other one, and the second opinion
 * contradicts the label where it is right, so that the share of contradictions is {@code d[v] = (1 - r) e[v] + r (1 - e[1 - v])}
 * and
 *
 * <pre>{@code r[v] = (d[v] - e[v]) / (1 - e[0] - e[1])}</pre>
 *
 * <p>The rate is the mean of r over all labels. It is the estimator of Rogan and Gladen (American Journal of Epidemiology 107, 1978) for the
 * prevalence behind an imperfect test, once a kind. Its interval is from 2,000 bootstrap samples of labels and hold-out.
 *
 * @param labels how many were judged
 * @param rate estimated share of wrong ones, 0 to 1
 * @param low lower end of the 95 % interval
 * @param high upper end
 */
public record LabelNoise(int labels, double rate, double low, double high) {

    /** Fewer labels, or a second opinion that says less, tell nothing. */
    private static final double MIN_INFORMATION = 0.1;

    private static final int BOOTSTRAP_SAMPLES = 2000;

    /** Nothing is known; the interval is everything. */
    static LabelNoise unknown(int labels) {
        return new LabelNoise(labels, 0, 0, 1);
    }

    /**
     * What is known of some pictures.
     *
     * @param agrees whether the label is the champion's answer // [n]
     * @param contradicted whether the label is not the second opinion's answer // [n]
     */
    public record Sample(boolean[] agrees, boolean[] contradicted) {}

    /**
     * Estimates.
     *
     * @param given the labels in question
     * @param known pictures with true labels, such as the hold-out
     */
    public static LabelNoise estimate(Sample given, Sample known) {
        if (given.agrees().length == 0 || known.agrees().length == 0) {
            return unknown(given.agrees().length);
        }
        int[] givenCounts = counts(given);
        int[] knownCounts = counts(known);
        double information = information(knownCounts);
        if (information < MIN_INFORMATION) {
            return unknown(given.agrees().length);
        }
        SplittableRandom random = new SplittableRandom(1); // the same labels, the same answer
        double[] rates = new double[BOOTSTRAP_SAMPLES];
        for (int i = 0; i < BOOTSTRAP_SAMPLES; i++) {
            rates[i] = rate(resampled(givenCounts, random), resampled(knownCounts, random));
        }
        Arrays.sort(rates);
        return new LabelNoise(
                given.agrees().length,
                clamp(rate(givenCounts, knownCounts)),
                clamp(rates[BOOTSTRAP_SAMPLES / 40]),
                clamp(rates[BOOTSTRAP_SAMPLES - 1 - BOOTSTRAP_SAMPLES / 40]));
    }

    /** In a sentence. */
    public String description() {
        if (low == 0 && high == 1) {
            return "how many of %d accepted labels are wrong cannot be told from so few".formatted(labels);
        }
        return String.format(
                Locale.ROOT,
                "about %.0f %% of %d accepted labels are wrong (95 %%: %.0f to %.0f %%)",
                100 * rate,
                labels,
                100 * low,
                100 * high);
    }

    /** {@code [agrees and contradicted, agrees and not, differs and contradicted, differs and not]}. */
    private static int[] counts(Sample sample) {
        int[] counts = new int[4];
        for (int i = 0; i < sample.agrees().length; i++) {
            counts[(sample.agrees()[i] ? 0 : 2) + (sample.contradicted()[i] ? 0 : 1)]++;
        }
        return counts;
    }

    /** {@code 1 - e[0] - e[1]}, with one half a picture added to each count so that none is empty. */
    private static double information(int[] known) {
        return 1 - error(known, 0) - error(known, 2);
    }

    private static double error(int[] counts, int kind) {
        return (counts[kind] + 0.5) / (counts[kind] + counts[kind + 1] + 1.0);
    }

    private static double rate(int[] given, int[] known) {
        double information = Math.max(MIN_INFORMATION, information(known));
        double wrong = 0;
        int all = 0;
        for (int kind = 0; kind <= 2; kind += 2) {
            int labels = given[kind] + given[kind + 1];
            wrong += (given[kind] - labels * error(known, kind)) / information;
            all += labels;
        }
        return wrong / all;
    }

    private static int[] resampled(int[] counts, SplittableRandom random) {
        int all = Arrays.stream(counts).sum();
        int[] resampled = new int[counts.length];
        for (int i = 0; i < all; i++) {
            int remaining = random.nextInt(all);
            int cell = 0;
            while (remaining >= counts[cell]) {
                remaining -= counts[cell++];
            }
            resampled[cell]++;
        }
        return resampled;
    }

    private static double clamp(double value) {
        return Math.min(1, Math.max(0, value));
    }
}
