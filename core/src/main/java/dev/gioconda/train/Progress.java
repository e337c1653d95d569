package dev.gioconda.train;

/** Progress events of a training; immutable except {@link EpochEnd#state}, which is live. */
public sealed interface Progress {

    /**
     * An optimizer step was completed.
     *
     * @param epoch from 1
     * @param epochs planned
     * @param step from 1, within the epoch
     * @param steps in an epoch
     * @param loss running mean of this epoch
     * @param accuracy running accuracy of this epoch, on augmented images
     * @param picturesPerSecond training images per second in this epoch
     * @param secondsLeft estimate to the end of the training
     */
    record Step(
            int epoch,
            int epochs,
            int step,
            int steps,
            double loss,
            double accuracy,
            double picturesPerSecond,
            double secondsLeft)
            implements Progress {}

    /**
     * A batch of features of the frozen layers was computed.
     *
     * @param done number of computed views of images
     * @param total number of views of images
     */
    record FeaturesCached(long done, long total) implements Progress {}

    /**
     * An epoch ended and was validated.
     *
     * @param epochs planned
     * @param epoch its measurements
     * @param state the live state; a listener that saves it must do so before it returns
     */
    record EpochEnd(int epochs, EpochRecord epoch, TrainingState state) implements Progress {}
}
