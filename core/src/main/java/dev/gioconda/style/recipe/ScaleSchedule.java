package dev.gioconda.style.recipe;

import java.util.ArrayList;
import java.util.List;

/**
 * Scales from coarse to fine, each larger than the one before by the square root of two, and the iterations at each. Coarse scales form
 * large shapes at low cost; each scale starts from the result of the one before.
 *
 * @param smallest long side of the coarsest scale, in pixels; as large as the stylized image for a single scale
 * @param iterations total over all scales
 * @param first iterations at the first scale relative to those of a later one
 * @param decline iterations at a scale relative to those at the scale before; 1 for equal numbers
 */
public record ScaleSchedule(int smallest, int iterations, double first, double decline) {

    /** Validates. */
    public ScaleSchedule {
        if (smallest < 32 || iterations < 1 || !(first > 0) || !(decline > 0)) {
            throw new IllegalArgumentException(
                    ("pyramid.smallest is %d, iterations %d, first %s, decline %s; expected 32 or more pixels, 1 or more iterations and "
                                    + "positive factors.")
                            .formatted(smallest, iterations, first, decline));
        }
    }

    /** A copy with another coarsest scale. */
    public ScaleSchedule withSmallest(int longSide) {
        return new ScaleSchedule(longSide, iterations, first, decline);
    }

    /** A copy with another total number of iterations. */
    public ScaleSchedule withIterations(int total) {
        return new ScaleSchedule(smallest, total, first, decline);
    }

    /** Long sides in ascending order, {@code round(finest / 2^(i/2))} down to {@link #smallest}; always includes the finest. */
    public List<Integer> longSides(int finest) {
        List<Integer> sides = new ArrayList<>(List.of(finest));
        for (int i = 1; ; i++) {
            int side = (int) Math.round(finest / Math.pow(2, i / 2.0));
            if (side < smallest) {
                return sides;
            }
            sides.add(0, side);
        }
    }

    /** Iterations at each of {@code count} scales; the sum is {@link #iterations}, so some are 0 if that is less than the scales. */
    public int[] iterationsPerScale(int count) {
        double[] parts = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            parts[i] = i == 0 ? first : Math.pow(decline, i);
            sum += parts[i];
        }
        int[] counts = new int[count];
        int assigned = 0;
        double cumulative = 0;
        for (int i = 0; i < count; i++) {
            cumulative += parts[i] / sum * iterations;
            counts[i] = (int) Math.round(cumulative) - assigned;
            assigned += counts[i];
        }
        return counts;
    }
}
