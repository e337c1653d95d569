package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.evaluate.Predictions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** Pairs the predictions by name; images that the champion did not predict count as wrong. */
    static PairedOutcomes of(Plan plan, Predictions champion, Predictions challenger) {
        Map<String, byte[]> labels = new HashMap<>();
        plan.parts().test().forEach(example -> labels.put(example.name(), example.labels()));
        Map<String, Boolean> correct = new HashMap<>();
        for (int i = 0; i < champion.count(); i++) {
            correct.put(champion.names().get(i), champion.correct(i, 0.5));
        }
        boolean[] championCorrect = new boolean[challenger.count()];
        for (int i = 0; i < championCorrect.length; i++) {
            championCorrect[i] = correct.getOrDefault(challenger.names().get(i), false);
        }
        return new PairedOutcomes(
                championCorrect,
                challenger.correct(0.5),
                slices(plan.data(), plan.champion().target(), challenger, labels));
    }

    /**
     * The slices of a data set: each value of each other attribute, each joined data set, and each value of the target.
     *
     * @param labels by name of the image
     */
    static Map<String, boolean[]> slices(
            Dataset dataset, String target, Predictions predictions, Map<String, byte[]> labels) {
        Map<String, boolean[]> slices = new HashMap<>();
        for (int i = 0; i < predictions.count(); i++) {
            String name = predictions.names().get(i);
            List<String> attributes = dataset.attributes();
            byte[] values = labels.getOrDefault(name, new byte[0]);
            for (int a = 0; a < values.length; a++) {
                if (values[a] >= 0 && !attributes.get(a).equals(target)) {
                    addMember(slices, (values[a] == 1 ? "" : "not ") + attributes.get(a), i, predictions.count());
                }
            }
            addMember(slices, "from " + name.substring(0, Math.max(0, name.indexOf('/'))), i, predictions.count());
            addMember(slices, (predictions.truth()[i] ? "" : "not ") + target, i, predictions.count());
        }
        return slices;
    }

    private static void addMember(Map<String, boolean[]> slices, String slice, int image, int count) {
        slices.computeIfAbsent(slice, name -> new boolean[count])[image] = true;
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
