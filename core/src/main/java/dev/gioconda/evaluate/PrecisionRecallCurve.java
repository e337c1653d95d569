package dev.gioconda.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often a "yes" is right against what share of the positives is found, at the same thresholds as {@link RocCurve}.
 *
 * @param points from recall 0 to recall 1; empty when no picture is positive
 */
public record PrecisionRecallCurve(List<PrecisionRecallPoint> points) {

    /** Copies the list. */
    public PrecisionRecallCurve {
        points = List.copyOf(points);
    }

    /**
     * One threshold.
     *
     * @param recall share of the positives called "yes", 0 to 1
     * @param precision share of the "yes" that are right, 0 to 1; 1 where nothing is called "yes"
     * @param threshold the lowest probability called "yes" here; null at the first point, which lies above every score
     */
    public record PrecisionRecallPoint(
            double recall, double precision, @Nullable Double threshold) {}
}
