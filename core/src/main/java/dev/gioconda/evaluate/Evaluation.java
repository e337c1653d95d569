package dev.gioconda.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of one attribute on one set of pictures. The fields are plain numbers and records, serializable as one
 * JSON object; undefined metrics are null, never NaN.
 *
 * @param count number of pictures
 * @param positives number of pictures that have the attribute
 * @param threshold the least probability that means "yes"
 * @param accuracy fraction of correct predictions
 * @param accuracyInterval its 95 % interval by Wilson
 * @param precision fraction of "yes" predictions that are correct; 0 if there are none
 * @param recall fraction of positives that are found; 0 if there are none
 * @param f1 harmonic mean of precision and recall
 * @param balancedAccuracy mean recall of the classes that occur
 * @param auc area under the ROC curve, ties count half; null if only one class occurs
 * @param aucInterval its 95 % interval by DeLong; null unless each class has at least two pictures
 * @param averagePrecision {@code Σ (R[k] - R[k-1]) P[k]}; null if no picture is positive
 * @param brier Brier score: mean squared difference of probability and truth, 0 to 1
 * @param logLoss mean negative log likelihood in nats
 * @param confusion the four counts at the threshold
 * @param calibration expected calibration error and reliability bins
 * @param roc the ROC curve
 * @param precisionRecall the precision-recall curve
 */
public record Evaluation(
        int count,
        int positives,
        double threshold,
        double accuracy,
        Interval accuracyInterval,
        double precision,
        double recall,
        double f1,
        double balancedAccuracy,
        @Nullable Double auc,
        @Nullable Interval aucInterval,
        @Nullable Double averagePrecision,
        double brier,
        double logLoss,
        ConfusionMatrix confusion,
        Calibration calibration,
        RocCurve roc,
        PrecisionRecallCurve precisionRecall) {

    /**
     * Evaluates predictions; {@code probability >= threshold} means "yes".
     *
     * @param threshold 0 to 1, not chosen on these pictures
     */
    public static Evaluation of(Predictions predictions, double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "The threshold is %s, expected a probability from 0 to 1, such as 0.5.".formatted(threshold));
        }
        ConfusionMatrix confusion = ConfusionMatrix.of(predictions, threshold);
        Ranking ranking = Ranking.of(predictions);
        Double auc = ranking.auc();
        Double aucError = ranking.aucStandardError();
        return new Evaluation(
                predictions.count(),
                predictions.positives(),
                threshold,
                confusion.accuracy(),
                Interval.wilson(confusion.tp() + confusion.tn(), confusion.count()),
                confusion.precision(),
                confusion.recall(),
                confusion.f1(),
                confusion.balancedAccuracy(),
                auc,
                auc == null || aucError == null ? null : Interval.normal(auc, aucError),
                ranking.averagePrecision(),
                brier(predictions),
                LogLoss.of(predictions.logits(), predictions.truth(), 1),
                confusion,
                Calibration.of(predictions),
                ranking.roc(),
                ranking.precisionRecall());
    }

    /** The scalar metrics by name, in the order of table columns, without undefined ones. */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", accuracy);
        metrics.put("precision", precision);
        metrics.put("recall", recall);
        metrics.put("f1", f1);
        metrics.put("balancedAccuracy", balancedAccuracy);
        if (auc != null) {
            metrics.put("auc", auc);
        }
        if (averagePrecision != null) {
            metrics.put("averagePrecision", averagePrecision);
        }
        metrics.put("brier", brier);
        metrics.put("logLoss", logLoss);
        metrics.put("expectedCalibrationError", calibration.expectedError());
        return metrics;
    }

    private static double brier(Predictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.count(); i++) {
            double error = predictions.probability(i) - (predictions.truth()[i] ? 1 : 0);
            sum += error * error;
        }
        return sum / predictions.count();
    }
}
