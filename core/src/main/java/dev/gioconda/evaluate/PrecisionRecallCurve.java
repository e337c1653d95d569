package dev.gioconda.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Precision against recall, at the same thresholds as {@link RocCurve}.
 *
 * @param points from recall 0 to recall 1; empty if no picture is positive
 */
public record PrecisionRecallCurve(List<PrecisionRecallPoint> points) {

    /** Copies the list. */
    public PrecisionRecallCurve {
        points = List.copyOf(points);
    }

    /**
     * One threshold.
     *
     * @param recall fraction of positives predicted "yes", 0 to 1
     * @param precision fraction of "yes" predictions that are correct, 0 to 1; 1 if there are none
     * @param threshold the least probability predicted "yes"; null at the first point, which is above every score
     */
    public record PrecisionRecallPoint(
            double recall, double precision, @Nullable Double threshold) {}
}
