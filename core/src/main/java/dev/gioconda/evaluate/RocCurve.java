package dev.gioconda.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receiver operating characteristic: what share of the positives is found at what share of false alarms, over all
 * thresholds. Points on the straight line between their neighbours are left out.
 *
 * @param points from (0, 0) to (1, 1), both coordinates never falling; empty when only one class occurs
 */
public record RocCurve(List<RocPoint> points) {

    /** Copies the list. */
    public RocCurve {
        points = List.copyOf(points);
    }

    /**
     * One threshold.
     *
     * @param falsePositiveRate share of the negatives called "yes", 0 to 1
     * @param truePositiveRate share of the positives called "yes", 0 to 1
     * @param threshold the lowest probability called "yes" here; null at (0, 0), which lies above every score
     */
    public record RocPoint(
            double falsePositiveRate,
            double truePositiveRate,
            @Nullable Double threshold) {}
}
