package dev.gioconda.train;

/**
 * The measurements of one epoch; a line of {@code metrics.jsonl}.
 *
 * @param epoch from 1
 * @param trainLoss mean loss of the training steps, on augmented images
 * @param trainAccuracy accuracy of the target on augmented training images
 * @param validationLoss mean cross-entropy of the target, in nats
 * @param validationAccuracy accuracy of the target on the validation images
 * @param learningRate at the last step of the epoch
 * @param seconds wall time, including validation
 * @param picturesPerSecond training images per second, without validation
 * @param waitShare share of the training time spent on loading and augmentation
 * @param kept whether its weights replaced the kept ones, see {@link CheckpointSelection}
 */
public record EpochRecord(
        int epoch,
        double trainLoss,
        double trainAccuracy,
        double validationLoss,
        double validationAccuracy,
        double learningRate,
        double seconds,
        double picturesPerSecond,
        double waitShare,
        boolean kept) {}
