package dev.gioconda.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pictures in order of falling score, equal scores taken together: everything that does not depend on one threshold
 * (ROC, AUC, average precision) reads from here. Step {@code k} is the answer "yes" to the {@code k} highest distinct scores.
 */
final class Ranking {

    private final double[] scores; // [steps + 1], scores[0] is unused: no picture is called "yes" there
    private final int[] hits; // [steps + 1] positives among the "yes"
    private final int[] alarms; // [steps + 1] negatives among the "yes"
    private final int steps;

    private Ranking(double[] scores, int[] hits, int[] alarms, int steps) {
        this.scores = scores;
        this.hits = hits;
        this.alarms = alarms;
        this.steps = steps;
    }

    static Ranking of(Predictions predictions) {
        double[] logits = predictions.logits();
        int n = predictions.count();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) -> Double.compare(logits[b], logits[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] scores = new double[n + 1];
        int[] hits = new int[n + 1];
        int[] alarms = new int[n + 1];
        int step = 0;
        for (int k = 0; k < n; k++) {
            int i = order[k];
            // != and not compare(): 0.0 and -0.0 are the same score
            if (step == 0 || logits[i] != scores[step]) {
                step++;
                scores[step] = logits[i];
                hits[step] = hits[step - 1];
                alarms[step] = alarms[step - 1];
            }
            if (predictions.truth()[i]) {
                hits[step]++;
            } else {
                alarms[step]++;
            }
        }
        return new Ranking(scores, hits, alarms, step);
    }

    private int positives() {
        return hits[steps];
    }

    private int negatives() {
        return alarms[steps];
    }

    /** Whether only one of the two classes occurs, so that there is nothing to rank apart. */
    private boolean oneClass() {
        return positives() == 0 || negatives() == 0;
    }

    /** The area under the ROC curve by trapezoids, so that a tie counts half; null when only one class occurs. */
    @Nullable
    Double auc() {
        if (oneClass()) {
            return null;
        }
        double twice = 0;
        for (int k = 1; k <= steps; k++) {
            twice += (double) (alarms[k] - alarms[k - 1]) * (hits[k] + hits[k - 1]);
        }
        return twice / 2 / positives() / negatives();
    }

    /**
     * The standard error of {@link #auc} by DeLong: the variance over the positives of the share of negatives that each
     * beats, divided by their number, plus the same with the roles changed. E. R. DeLong et al., Biometrics 44, 1988. Null
     * unless each class has two pictures.
     */
    @Nullable
    Double aucStandardError() {
        Double auc = auc();
        if (auc == null || positives() < 2 || negatives() < 2) {
            return null;
        }
        double overPositives = 0;
        double overNegatives = 0;
        for (int k = 1; k <= steps; k++) {
            double beaten = 1 - (alarms[k] + alarms[k - 1]) / 2.0 / negatives();
            double beatenBy = (hits[k] + hits[k - 1]) / 2.0 / positives();
            overPositives += (hits[k] - hits[k - 1]) * (beaten - auc) * (beaten - auc);
            overNegatives += (alarms[k] - alarms[k - 1]) * (beatenBy - auc) * (beatenBy - auc);
        }
        return Math.sqrt(
                overPositives / (positives() - 1) / positives() + overNegatives / (negatives() - 1) / negatives());
    }

    /** {@code Σ (R[k] - R[k-1]) P[k]} over the steps, without interpolation; null when no picture is positive. */
    @Nullable
    Double averagePrecision() {
        if (positives() == 0) {
            return null;
        }
        double sum = 0;
        for (int k = 1; k <= steps; k++) {
            sum += (double) (hits[k] - hits[k - 1]) * hits[k] / (hits[k] + alarms[k]);
        }
        return sum / positives();
    }

    RocCurve roc() {
        List<RocCurve.Point> points = new ArrayList<>();
        if (!oneClass()) {
            for (int k : corners()) {
                points.add(new RocCurve.Point(
                        (double) alarms[k] / negatives(),
                        (double) hits[k] / positives(),
                        k == 0 ? null : probability(k)));
            }
        }
        return new RocCurve(points);
    }

    PrecisionRecall precisionRecall() {
        List<PrecisionRecall.Point> points = new ArrayList<>();
        if (positives() > 0) {
            for (int k : corners()) {
                // with no "yes" at all precision is 0/0; 1 is the usual end of the curve
                double precision = k == 0 ? 1 : (double) hits[k] / (hits[k] + alarms[k]);
                points.add(new PrecisionRecall.Point(
                        (double) hits[k] / positives(), precision, k == 0 ? null : probability(k)));
            }
        }
        return new PrecisionRecall(points);
    }

    /** The steps at which the ROC curve bends, and its two ends: the others lie on the line between their neighbours. */
    private int[] corners() {
        return IntStream.rangeClosed(0, steps)
                .filter(k -> k == 0 || k == steps || bends(k))
                .toArray();
    }

    private boolean bends(int k) {
        long rise = (long) (hits[k] - hits[k - 1]) * (alarms[k + 1] - alarms[k]);
        long run = (long) (hits[k + 1] - hits[k]) * (alarms[k] - alarms[k - 1]);
        return rise != run;
    }

    private double probability(int k) {
        return 1 / (1 + Math.exp(-scores[k]));
    }
}
