package dev.gioconda.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pictures in order of descending score, equal scores grouped: the basis of all metrics without a threshold (ROC,
 * AUC, average precision). At step {@code k} the {@code k} highest distinct scores are predicted "yes".
 */
final class Ranking {

    private final double[] scores; // [steps + 1], scores[0] is unused: no picture is predicted "yes" there
    private final int[] truePositives; // [steps + 1] positives among the "yes"
    private final int[] falsePositives; // [steps + 1] negatives among the "yes"
    private final int steps;

    private Ranking(double[] scores, int[] truePositives, int[] falsePositives, int steps) {
        this.scores = scores;
        this.truePositives = truePositives;
        this.falsePositives = falsePositives;
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
        int[] truePositives = new int[n + 1];
        int[] falsePositives = new int[n + 1];
        int step = 0;
        for (int k = 0; k < n; k++) {
            int i = order[k];
            // != and not compare(): 0.0 and -0.0 are the same score
            if (step == 0 || logits[i] != scores[step]) {
                step++;
                scores[step] = logits[i];
                truePositives[step] = truePositives[step - 1];
                falsePositives[step] = falsePositives[step - 1];
            }
            if (predictions.truth()[i]) {
                truePositives[step]++;
            } else {
                falsePositives[step]++;
            }
        }
        return new Ranking(scores, truePositives, falsePositives, step);
    }

    private int positives() {
        return truePositives[steps];
    }

    private int negatives() {
        return falsePositives[steps];
    }

    /** Whether only one of the two classes occurs. */
    private boolean hasOneClass() {
        return positives() == 0 || negatives() == 0;
    }

    /**
     * The area under the ROC curve by the trapezoidal rule, so that a tie counts half; null if only one class occurs.
     */
    @Nullable
    Double auc() {
        if (hasOneClass()) {
            return null;
        }
        double doubledArea = 0;
        for (int k = 1; k <= steps; k++) {
            doubledArea +=
                    (double) (falsePositives[k] - falsePositives[k - 1]) * (truePositives[k] + truePositives[k - 1]);
        }
        return doubledArea / 2 / positives() / negatives();
    }

    /**
     * The standard error of {@link #auc} by DeLong: the variance, over the positives, of the fraction of negatives with
     * a lower score, divided by the number of positives, plus the same with exchanged roles. E. R. DeLong et al.,
     * Biometrics 44, 1988. Null unless each class has at least two pictures.
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
            double shareBelow = 1 - (falsePositives[k] + falsePositives[k - 1]) / 2.0 / negatives();
            double shareAbove = (truePositives[k] + truePositives[k - 1]) / 2.0 / positives();
            overPositives += (truePositives[k] - truePositives[k - 1]) * (shareBelow - auc) * (shareBelow - auc);
            overNegatives += (falsePositives[k] - falsePositives[k - 1]) * (shareAbove - auc) * (shareAbove - auc);
        }
        return Math.sqrt(
                overPositives / (positives() - 1) / positives() + overNegatives / (negatives() - 1) / negatives());
    }

    /** {@code Σ (R[k] - R[k-1]) P[k]} over the steps, without interpolation; null if no picture is positive. */
    @Nullable
    Double averagePrecision() {
        if (positives() == 0) {
            return null;
        }
        double sum = 0;
        for (int k = 1; k <= steps; k++) {
            sum += (double) (truePositives[k] - truePositives[k - 1])
                    * truePositives[k]
                    / (truePositives[k] + falsePositives[k]);
        }
        return sum / positives();
    }

    RocCurve roc() {
        List<RocCurve.RocPoint> points = new ArrayList<>();
        if (!hasOneClass()) {
            for (int k : vertices()) {
                points.add(new RocCurve.RocPoint(
                        (double) falsePositives[k] / negatives(),
                        (double) truePositives[k] / positives(),
                        k == 0 ? null : probability(k)));
            }
        }
        return new RocCurve(points);
    }

    PrecisionRecallCurve precisionRecall() {
        List<PrecisionRecallCurve.PrecisionRecallPoint> points = new ArrayList<>();
        if (positives() > 0) {
            for (int k : vertices()) {
                // without any "yes" precision is 0/0; by convention the curve ends at 1
                double precision = k == 0 ? 1 : (double) truePositives[k] / (truePositives[k] + falsePositives[k]);
                points.add(new PrecisionRecallCurve.PrecisionRecallPoint(
                        (double) truePositives[k] / positives(), precision, k == 0 ? null : probability(k)));
            }
        }
        return new PrecisionRecallCurve(points);
    }

    /** The vertices of the ROC curve: its two ends and the steps that are not on the line between their neighbors. */
    private int[] vertices() {
        return IntStream.rangeClosed(0, steps)
                .filter(k -> k == 0 || k == steps || isVertex(k))
                .toArray();
    }

    private boolean isVertex(int k) {
        long rise = (long) (truePositives[k] - truePositives[k - 1]) * (falsePositives[k + 1] - falsePositives[k]);
        long run = (long) (truePositives[k + 1] - truePositives[k]) * (falsePositives[k] - falsePositives[k - 1]);
        return rise != run;
    }

    private double probability(int k) {
        return 1 / (1 + Math.exp(-scores[k]));
    }
}
