package dev.gioconda.train;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Selects the epoch whose weights are kept: the last one whose validation accuracy is at most one standard error below the best,
 * {@code sqrt(p (1 - p) / n)} with the best accuracy p on n validation images. Differences within that error are noise, and the
 * later epoch was trained longer and at a lower learning rate. One-standard-error rule of Breiman et al., "Classification and
 * Regression Trees", 1984, section 3.4.3.
 */
public final class CheckpointSelection {

    private CheckpointSelection() {}

    /** Whether the weights of an epoch with this accuracy are kept. */
    static boolean shouldKeep(List<EpochRecord> previous, double accuracy, int pictures) {
        double best = best(previous).map(EpochRecord::validationAccuracy).orElse(0.0);
        return accuracy >= best - Math.sqrt(best * (1 - best) / pictures);
    }

    /** The epoch with the highest validation accuracy; of equal ones that with the lowest loss. */
    static Optional<EpochRecord> best(List<EpochRecord> epochs) {
        return epochs.stream()
                .max(Comparator.comparingDouble(EpochRecord::validationAccuracy)
                        .thenComparing(Comparator.comparingDouble(EpochRecord::validationLoss)
                                .reversed()));
    }

    /** The epoch whose weights are kept. */
    public static EpochRecord kept(List<EpochRecord> epochs) {
        return epochs.stream()
                .filter(EpochRecord::kept)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("There is no completed epoch."));
    }
}
