package dev.gioconda.evaluate;

import java.util.List;

/**
 * What a network said about one yes/no attribute of some pictures, beside the truth.
 *
 * <p>Logits are kept rather than probabilities, because far from zero the logistic function rounds different scores to the
 * same probability and the ranking would be lost. For a two-output softmax the logit is {@code z[yes] - z[no]}.
 *
 * @param logits finite log-odds of "yes" // [n]
 * @param truth what the pictures show // [n]
 * @param names the pictures' names, for reports // [n]
 */
public record Predictions(double[] logits, boolean[] truth, List<String> names) {

    /** Checks that the three agree in length, are not empty and hold finite logits. */
    public Predictions {
        names = List.copyOf(names);
        if (logits.length != truth.length || logits.length != names.size()) {
            throw new IllegalArgumentException(
                    "Came %d logits, %d truths and %d names; there must be one of each a picture."
                            .formatted(logits.length, truth.length, names.size()));
        }
        if (logits.length == 0) {
            throw new IllegalArgumentException(
                    "Came no pictures, expected at least one to evaluate; check the partition and the attribute's labels.");
        }
        for (int i = 0; i < logits.length; i++) {
            if (!Double.isFinite(logits[i])) {
                throw new IllegalArgumentException(
                        "The logit of %s is %s, expected a finite number; the network has diverged, train it at a lower rate."
                                .formatted(names.get(i), logits[i]));
            }
        }
    }

    /** The number of pictures, at least 1. */
    public int count() {
        return logits.length;
    }

    /** The number of pictures that truly show the attribute. */
    public int positives() {
        int positives = 0;
        for (boolean yes : truth) {
            positives += yes ? 1 : 0;
        }
        return positives;
    }

    /** The probability of "yes" for picture {@code i}: {@code 1 / (1 + exp(-logit))}. */
    public double probability(int i) {
        return 1 / (1 + Math.exp(-logits[i]));
    }

    /** All probabilities of "yes" // [n]. */
    public double[] probabilities() {
        double[] probabilities = new double[count()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = probability(i);
        }
        return probabilities;
    }

    /** Whether picture {@code i} is answered rightly when {@code probability >= threshold} means "yes". */
    public boolean correct(int i, double threshold) {
        return probability(i) >= threshold == truth[i];
    }

    /** {@link #correct(int, double)} of every picture // [n]. */
    public boolean[] correct(double threshold) {
        boolean[] correct = new boolean[count()];
        for (int i = 0; i < correct.length; i++) {
            correct[i] = correct(i, threshold);
        }
        return correct;
    }
}
