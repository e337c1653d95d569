package dev.gioconda.train.robustness;

import dev.gioconda.evaluate.Interval;
import dev.gioconda.image.corruption.Corruption;
import org.jspecify.annotations.Nullable;

/**
 * How well a model classifies pictures with one corruption.
 *
 * @param corruption its kind; null for the unchanged pictures
 * @param strength see {@link Corruption}; 0 for the unchanged pictures
 * @param count number of pictures
 * @param found in how many of them a face was detected
 * @param correct how many were classified correctly; a picture without a detected face is a mistake
 */
public record CorruptionResult(@Nullable Corruption corruption, double strength, int count, int found, int correct) {

    /** The share of pictures with a detected face, in [0, 1]. */
    public double foundShare() {
        return (double) found / count;
    }

    /** The accuracy, in [0, 1]. */
    public double accuracy() {
        return (double) correct / count;
    }

    /** The confidence interval of the accuracy. */
    public Interval interval() {
        return Interval.wilson(correct, count);
    }
}
