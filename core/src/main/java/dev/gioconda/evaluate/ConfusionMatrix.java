package dev.gioconda.evaluate;

/**
 * How the answers fell, and the measures that follow from these four counts alone. A ratio whose denominator is zero is 0,
 * as scikit-learn reports it.
 *
 * @param tp true positives: "yes" and rightly so
 * @param fp false positives: "yes" where the truth is no
 * @param fn false negatives: "no" where the truth is yes
 * @param tn true negatives: "no" and rightly so
 */
public record ConfusionMatrix(int tp, int fp, int fn, int tn) {

    /** Counts the answers when {@code probability >= threshold} means "yes". */
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

    /** All pictures. */
    public int count() {
        return tp + fp + fn + tn;
    }

    /** {@code (tp + tn) / count}: the share of right answers. */
    public double accuracy() {
        return ratio(tp + tn, count());
    }

    /** {@code tp / (tp + fp)}: how often a "yes" is right. */
    public double precision() {
        return ratio(tp, tp + fp);
    }

    /** {@code tp / (tp + fn)}: the share of the true positives that are found; also the true positive rate. */
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

    /** The mean recall of the classes that occur, so that a class without pictures does not count as failed. */
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
