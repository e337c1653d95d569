package dev.gioconda.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receiver operating characteristic: true positive rate against false positive rate over all thresholds. Points on
 * the straight line between their neighbors are omitted.
 *
 * @param points from (0, 0) to (1, 1), both coordinates non-decreasing; empty if only one class occurs
 */
public record RocCurve(List<RocPoint> points) {

    /** Copies the list. */
    public RocCurve {
        points = List.copyOf(points);
    }

    /**
     * One threshold.
     *
     * @param falsePositiveRate fraction of negatives predicted "yes", 0 to 1
     * @param truePositiveRate fraction of positives predicted "yes", 0 to 1
     * @param threshold the least probability predicted "yes"; null at (0, 0), which is above every score
     */
    public record RocPoint(
            double falsePositiveRate,
            double truePositiveRate,
            @Nullable Double threshold) {}
}
