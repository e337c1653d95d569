package dev.gioconda.evaluate;

/**
 * The confusion matrix of a binary classifier and the metrics computed from its four counts. A ratio with denominator 0
 * is 0, as in scikit-learn.
 *
 * @param tp true positives: predicted yes, true yes
 * @param fp false positives: predicted yes, true no
 * @param fn false negatives: predicted no, true yes
 * @param tn true negatives: predicted no, true no
 */
public record ConfusionMatrix(int tp, int fp, int fn, int tn) {

    /** Counts the predictions; {@code probability >= threshold} means "yes". */
    public static ConfusionMatrix of(Predictions predictions, double threshold) {
        int tp = 0;
        int fp = 0;
        int positives = predictions.positives();
        for (int i = 0; i < predictions.count(); i++) {
            if (predictions.probability(i) >= threshold) {
                if (predictions.truth()[i]) {
                    tp++;
                } else {
                    fp++;
                }
            }
        }
        return new ConfusionMatrix(tp, fp, positives - tp, predictions.count() - positives - fp);
    }

    /** The number of pictures. */
    public int count() {
        return tp + fp + fn + tn;
    }

    /** {@code (tp + tn) / count}: the fraction of correct predictions. */
    public double accuracy() {
        return ratio(tp + tn, count());
    }

    /** {@code tp / (tp + fp)}: the fraction of "yes" predictions that are correct. */
    public double precision() {
        return ratio(tp, tp + fp);
    }

    /** {@code tp / (tp + fn)}: the fraction of positives that are found; also the true positive rate. */
    public double recall() {
        return ratio(tp, tp + fn);
    }

    /** {@code tn / (tn + fp)}: the recall of "no". */
    public double specificity() {
        return ratio(tn, tn + fp);
    }

    /** {@code 2 tp / (2 tp + fp + fn)}: the harmonic mean of precision and recall. */
    public double f1() {
        return ratio(2 * tp, 2 * tp + fp + fn);
    }

    /** The mean recall of the classes that occur; a class without pictures is ignored. */
    public double balancedAccuracy() {
        if (tp + fn == 0) {
            return specificity();
        }
        return tn + fp == 0 ? recall() : (recall() + specificity()) / 2;
    }

    private static double ratio(int part, int total) {
        return total == 0 ? 0 : (double) part / total;
    }
}
