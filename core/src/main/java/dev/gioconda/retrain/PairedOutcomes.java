package dev.gioconda.retrain;

import dev.gioconda.data.Example;
import dev.gioconda.evaluate.Predictions;
import dev.gioconda.train.ModelEvaluation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which images of the hold-out champion and challenger predict correctly.
 *
 * @param championCorrect by image // [n]
 * @param challengerCorrect by image // [n]
 * @param slices membership by name of the slice, such as {@code not Male} or {@code from genki4k} // [n]
 */
public record PairedOutcomes(boolean[] championCorrect, boolean[] challengerCorrect, Map<String, boolean[]> slices) {

    /** Validates that all arrays have the same length. */
    public PairedOutcomes {
        if (championCorrect.length == 0
                || championCorrect.length != challengerCorrect.length
                || slices.values().stream().anyMatch(slice -> slice.length != championCorrect.length)) {
            throw new IllegalArgumentException(
                    "Received %d predictions of the champion and %d of the challenger; expected both for the same images, at least one."
                            .formatted(championCorrect.length, challengerCorrect.length));
        }
        slices = new TreeMap<>(slices);
    }

    /**
     * Pairs the predictions by name.
     *
     * @param champion its predictions, with the threshold at probability 0.5; those of other images are ignored
     * @param challenger its evaluation on the hold-out
     * @return empty if the two predicted different images of the hold-out, which are not compared
     */
    static Optional<PairedOutcomes> of(PlanFaces faces, Predictions champion, ModelEvaluation challenger) {
        Set<String> holdout =
                faces.plan().parts().test().stream().map(Example::name).collect(Collectors.toSet());
        Map<String, Boolean> correct = new HashMap<>();
        for (int i = 0; i < champion.count(); i++) {
            if (holdout.contains(champion.names().get(i))) {
                correct.put(champion.names().get(i), champion.correct(i, 0.5));
            }
        }
        Predictions predictions = challenger.thresholdAtHalf();
        if (!correct.keySet().equals(Set.copyOf(predictions.names()))) {
            return Optional.empty();
        }
        boolean[] championCorrect = new boolean[predictions.count()];
        for (int i = 0; i < championCorrect.length; i++) {
            championCorrect[i] = correct.getOrDefault(predictions.names().get(i), false);
        }
        return Optional.of(new PairedOutcomes(
                championCorrect,
                predictions.correct(0.5),
                challenger.sliceMembers(faces.plan().data(), faces.holdout())));
    }

    /** The share of correct predictions, 0 to 1. */
    static double accuracy(boolean[] correct) {
        int count = 0;
        for (boolean isCorrect : correct) {
            count += isCorrect ? 1 : 0;
        }
        return (double) count / correct.length;
    }
}
