package dev.gioconda.train;

/** What a training tells its listeners; immutable but for {@link EpochEnd#state}, which is live. */
public sealed interface Progress {

    /**
     * One optimiser step was made.
     *
     * @param epoch from 1
     * @param epochs planned
     * @param step from 1, within the epoch
     * @param steps in an epoch
     * @param loss running mean of this epoch
     * @param accuracy running share of right answers of this epoch, on augmented pictures
     * @param picturesPerSecond of this epoch
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
     * More of the features of frozen layers were computed.
     *
     * @param done number of pictures times views that are cached
     * @param total number of pictures times views
     */
    record FeaturesCached(long done, long total) implements Progress {}

    /**
     * An epoch ended and was validated.
     *
     * @param epochs planned
     * @param epoch its numbers
     * @param state the live training, to be saved before the listener returns
     */
    record EpochEnd(int epochs, EpochRecord epoch, TrainingState state) implements Progress {}
}
