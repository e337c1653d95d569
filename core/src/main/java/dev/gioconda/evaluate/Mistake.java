package dev.gioconda.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A picture that is classified wrongly.
 *
 * @param name the picture's name
 * @param truth its true label
 * @param probability its predicted probability of "yes"
 */
public record Mistake(String name, boolean truth, double probability) {

    /** The mistakes at the threshold, the most confident first, at most {@code limit}. */
    public static List<Mistake> worst(Predictions predictions, double threshold, int limit) {
        // sorted by logit, since probabilities near 0 and 1 round to equal values
        return IntStream.range(0, predictions.count())
                .filter(i -> !predictions.correct(i, threshold))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> predictions.truth()[i]
                        ? predictions.logits()[i]
                        : -predictions.logits()[i]))
                .limit(limit)
                .map(i -> new Mistake(predictions.names().get(i), predictions.truth()[i], predictions.probability(i)))
                .toList();
    }
}
