package dev.gioconda.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The accuracy on the pictures with one value of another attribute.
 *
 * @param attribute the other attribute, such as {@code Eyeglasses}
 * @param value the value: whether these pictures have it
 * @param count number of pictures, at least 1
 * @param accuracy fraction of correct predictions
 * @param interval its 95 % interval by Wilson
 */
public record Slice(String attribute, boolean value, int count, double accuracy, Interval interval) {

    /**
     * Both slices of every attribute, the worst first (then the larger first). Pictures with an unknown label are in no
     * slice of that attribute.
     *
     * @param attributes the attributes' names
     * @param labels one row per picture: 1 yes, 0 no, -1 unknown // [n][attributes]
     * @param correct whether the prediction of each picture is correct // [n]
     * @param minCount slices with fewer pictures are omitted; at least 1
     */
    public static List<Slice> of(List<String> attributes, byte[][] labels, boolean[] correct, int minCount) {
        if (labels.length != correct.length) {
            throw new IllegalArgumentException(
                    "Received %d rows of labels and %d predictions; expected one of each per picture."
                            .formatted(labels.length, correct.length));
        }
        List<Slice> slices = new ArrayList<>();
        for (int a = 0; a < attributes.size(); a++) {
            for (byte value = 0; value <= 1; value++) {
                int count = 0;
                int correctCount = 0;
                for (int i = 0; i < labels.length; i++) {
                    if (labels[i][a] == value) {
                        count++;
                        correctCount += correct[i] ? 1 : 0;
                    }
                }
                if (count >= Math.max(1, minCount)) {
                    slices.add(new Slice(
                            attributes.get(a),
                            value == 1,
                            count,
                            (double) correctCount / count,
                            Interval.wilson(correctCount, count)));
                }
            }
        }
        slices.sort(Comparator.comparingDouble(Slice::accuracy)
                .thenComparing(Comparator.comparingInt(Slice::count).reversed()));
        return slices;
    }
}
