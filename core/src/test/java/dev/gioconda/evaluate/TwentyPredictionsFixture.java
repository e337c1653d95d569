package dev.gioconda.evaluate;

import java.util.List;
import java.util.stream.IntStream;

/** Twenty scores with ties inside and across the classes; the tests contain the results of scikit-learn 1.9.1. */
final class TwentyPredictionsFixture {

    private static final double[] LOGITS = {
        2.0, -1.0, 0.5, 0.5, -0.5, 3.0, -2.0, 1.5, 0.5, -1.0, -3.0, 0.0, 1.0, -0.5, 2.5, -1.5, 0.25, 4.0, -0.75, -2.5
    };
    private static final int[] TRUTH = {1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0};

    private TwentyPredictionsFixture() {}

    static Predictions predictions() {
        return predictions(LOGITS.clone());
    }

    /** The same true labels with other scores. */
    static Predictions predictions(double[] logits) {
        boolean[] truth = new boolean[logits.length];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = TRUTH[i] == 1;
        }
        return new Predictions(logits, truth, numbered(logits.length));
    }

    static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "picture " + i).toList();
    }
}
