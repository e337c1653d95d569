package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.evaluate.Predictions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Champion and challenger on the same held-out pictures.
 *
 * @param championCorrect which pictures the champion answers rightly // [n]
 * @param challengerCorrect the same of the challenger // [n]
 * @param slices by name, such as {@code not Male} or {@code from genki4k}: which pictures belong to it // [n]
 */
public record PairedOutcomes(boolean[] championCorrect, boolean[] challengerCorrect, Map<String, boolean[]> slices) {

    /** Checks that all speak of the same pictures. */
    public PairedOutcomes {
        if (championCorrect.length == 0
                || championCorrect.length != challengerCorrect.length
                || slices.values().stream().anyMatch(slice -> slice.length != championCorrect.length)) {
            throw new IllegalArgumentException(
                    "Came %d answers of the champion and %d of the challenger; expected those to "
                            .concat("the same pictures, at least one.")
                            .formatted(championCorrect.length, challengerCorrect.length));
        }
        slices = new TreeMap<>(slices);
    }

    /**
     * The slices of a data set: every value of every other attribute, and every set that was joined.
     *
     * @param labels by picture
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

    private static void addMember(Map<String, boolean[]> slices, String slice, int picture, int count) {
        slices.computeIfAbsent(slice, name -> new boolean[count])[picture] = true;
    }

    /** The share of right answers. */
    static double accuracy(boolean[] correct) {
        int count = 0;
        for (boolean isCorrect : correct) {
            count += isCorrect ? 1 : 0;
        }
        return (double) count / correct.length;
    }
}
