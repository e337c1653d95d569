package dev.gioconda.train;

/**
 * What one epoch did; a line of {@code metrics.jsonl}.
 *
 * @param epoch from 1
 * @param trainLoss mean loss over the training steps, on augmented pictures
 * @param trainAccuracy share of augmented training pictures whose target was right
 * @param validationLoss mean cross-entropy of the target, in nats
 * @param validationAccuracy share of validation pictures whose target was right
 * @param learningRate at the epoch's last step
 * @param seconds wall time, validation included
 * @param picturesPerSecond training pictures a second, validation not included
 * @param waitShare share of the training time in which the network waited for its pictures
 * @param kept whether its weights are kept until a later epoch's are, see {@link CheckpointSelection}
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
