package dev.gioconda.evaluate;

import java.util.List;

/**
 * Predictions of one binary attribute and the true labels.
 *
 * <p>Logits are stored instead of probabilities, because the logistic function rounds large logits to equal
 * probabilities, which would lose the ranking. For a two-output softmax the logit is {@code z[yes] - z[no]}.
 *
 * @param logits finite log-odds of "yes" // [n]
 * @param truth the true labels // [n]
 * @param names the pictures' names, for reports // [n]
 */
public record Predictions(double[] logits, boolean[] truth, List<String> names) {

    /** Checks that the three have the same length, are not empty and all logits are finite. */
    public Predictions {
        names = List.copyOf(names);
        if (logits.length != truth.length || logits.length != names.size()) {
            throw new IllegalArgumentException(
                    "Received %d logits, %d truths and %d names; expected one of each per picture."
                            .formatted(logits.length, truth.length, names.size()));
        }
        if (logits.length == 0) {
            throw new IllegalArgumentException(
                    "Received no pictures, expected at least one to evaluate; check the partition and the attribute's labels.");
        }
        for (int i = 0; i < logits.length; i++) {
            if (!Double.isFinite(logits[i])) {
                throw new IllegalArgumentException(
                        "The logit of %s is %s, expected a finite number; the network has diverged, train it with a lower learning rate."
                                .formatted(names.get(i), logits[i]));
            }
        }
    }

    /** The number of pictures, at least 1. */
    public int count() {
        return logits.length;
    }

    /** The number of pictures that have the attribute. */
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

    /** All probabilities of "yes". // [n] */
    public double[] probabilities() {
        double[] probabilities = new double[count()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = probability(i);
        }
        return probabilities;
    }

    /** Whether the prediction of picture {@code i} is correct; {@code probability >= threshold} means "yes". */
    public boolean correct(int i, double threshold) {
        return probability(i) >= threshold == truth[i];
    }

    /** {@link #correct(int, double)} of every picture. // [n] */
    public boolean[] correct(double threshold) {
        boolean[] correct = new boolean[count()];
        for (int i = 0; i < correct.length; i++) {
            correct[i] = correct(i, threshold);
        }
        return correct;
    }
}
