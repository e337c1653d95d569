package dev.gioconda.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything measured of one attribute on one set of pictures. The fields are plain numbers and records, so that the whole
 * is one JSON object; what cannot be measured is null there, never NaN.
 *
 * @param count pictures
 * @param positives pictures that truly show the attribute
 * @param threshold the probability from which on the answer is "yes"
 * @param accuracy share of right answers
 * @param accuracyInterval its 95 % interval by Wilson
 * @param precision share of the "yes" that are right; 0 without any
 * @param recall share of the positives found; 0 without any
 * @param f1 harmonic mean of precision and recall
 * @param balancedAccuracy mean recall of the classes that occur
 * @param auc area under the ROC curve, ties counting half; null when only one class occurs
 * @param aucInterval its 95 % interval by DeLong; null unless each class has two pictures
 * @param averagePrecision {@code Σ (R[k] - R[k-1]) P[k]}; null when no picture is positive
 * @param brier mean squared difference of probability and truth, 0 to 1
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
     * Measures the predictions; {@code probability >= threshold} means "yes".
     *
     * @param threshold 0 to 1, chosen elsewhere than on these pictures
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

    /** The single numbers by name, in the order of a table's columns; what cannot be measured is left out. */
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
