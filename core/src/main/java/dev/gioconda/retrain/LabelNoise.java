package dev.gioconda.retrain;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The estimated share of wrong labels among accepted feedback, from out-of-sample predictions of a second model.
 *
 * <p>Clients do not label images at random: mistakes of the champion are corrected more often, and these images are difficult. So the
 * labels that agree with the champion (v = 1) and those that disagree (v = 0) are estimated separately. On the hold-out, where the
 * truth is known, let {@code e[v]} be the error rate of the second model where the champion is right (v = 1) or wrong (v = 0). If a
 * share r of the labels of one group is wrong, these belong to the other group, and there the second model contradicts the label
 * whenever it is right. The share of contradicted labels is therefore {@code d[v] = (1 - r) e[v] + r (1 - e[1 - v])}, and
 *
 * <pre>{@code r[v] = (d[v] - e[v]) / (1 - e[0] - e[1])}</pre>
 *
 * <p>The rate is the mean of r over all labels. It is the estimator of Rogan and Gladen (American Journal of Epidemiology 107, 1978) for
 * the prevalence behind an imperfect test, applied to each group. Its interval is from 2,000 bootstrap samples of labels and hold-out.
 *
 * @param labels number of labels
 * @param rate estimated share of wrong labels, 0 to 1
 * @param low lower bound of the 95 % interval
 * @param high upper bound
 */
public record LabelNoise(int labels, double rate, double low, double high) {

    /** Smallest value of {@code 1 - e[0] - e[1]} from which the rate is estimated. */
    private static final double MIN_INFORMATION = 0.1;

    private static final int BOOTSTRAP_SAMPLES = 2000;

    /** No estimate: the interval is 0 to 1. */
    static LabelNoise unknown(int labels) {
        return new LabelNoise(labels, 0, 0, 1);
    }

    /**
     * Labels compared with two models.
     *
     * @param agrees whether the label equals the champion's prediction // [n]
     * @param contradicted whether the label differs from the second model's prediction // [n]
     */
    public record Sample(boolean[] agrees, boolean[] contradicted) {}

    /**
     * Estimates the rate.
     *
     * @param given the labels to check
     * @param known images with true labels, such as the hold-out
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
        SplittableRandom random = new SplittableRandom(1); // fixed seed: reproducible
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

    /** The rate and its interval in one sentence. */
    public String description() {
        if (low == 0 && high == 1) {
            return "%d accepted %s too few to estimate how many are wrong"
                    .formatted(labels, labels == 1 ? "label is" : "labels are");
        }
        return String.format(
                Locale.ROOT,
                "about %.0f %% of %d accepted labels are wrong (95 %%: %.0f to %.0f %%)",
                100 * rate,
                labels,
                100 * low,
                100 * high);
    }

    /** Counts of {@code [agree and contradicted, agree and not, differ and contradicted, differ and not]}. */
    private static int[] counts(Sample sample) {
        int[] counts = new int[4];
        for (int i = 0; i < sample.agrees().length; i++) {
            counts[(sample.agrees()[i] ? 0 : 2) + (sample.contradicted()[i] ? 0 : 1)]++;
        }
        return counts;
    }

    /** {@code 1 - e[0] - e[1]}, with 0.5 added to each count so that none is zero. */
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
