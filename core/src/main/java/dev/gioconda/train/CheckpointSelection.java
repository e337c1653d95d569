package dev.gioconda.train;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which epoch's weights a training keeps: the last one that is not worse than the best by more than one standard error,
 * {@code sqrt(p (1 - p) / n)} of the best's accuracy p on n validation pictures. Within that error the validation part cannot
 * tell two epochs apart, and the later one was trained on more batches and with a lower learning rate. After the one-standard-error rule of
 * Breiman et al., "Classification and Regression Trees", 1984, section 3.4.3.
 */
final class CheckpointSelection {

    private CheckpointSelection() {}

    /** Whether an epoch of this accuracy is kept after the given ones. */
    static boolean shouldKeep(List<EpochRecord> previous, double accuracy, int pictures) {
        double best = best(previous).map(EpochRecord::validationAccuracy).orElse(0.0);
        return accuracy >= best - Math.sqrt(best * (1 - best) / pictures);
    }

    /** The epoch with the best validation. */
    static Optional<EpochRecord> best(List<EpochRecord> epochs) {
        return epochs.stream()
                .max(Comparator.comparingDouble(EpochRecord::validationAccuracy)
                        .thenComparing(Comparator.comparingDouble(EpochRecord::validationLoss)
                                .reversed()));
    }

    /** The epoch whose weights are kept. */
    static EpochRecord kept(List<EpochRecord> epochs) {
        return epochs.stream()
                .filter(EpochRecord::kept)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("No epoch was trained yet."));
    }
}
