package dev.gioconda.style.recipe;

import java.util.ArrayList;
import java.util.List;

/**
 * Sizes from coarse to fine, each the square root of two larger, and the iterations at each. Large shapes are painted where they are
 * cheap; every size begins with the one before.
 *
 * @param smallest long side of the coarsest, in pixels; as large as the painting for a single size
 * @param iterations over all sizes
 * @param first how many times the iterations of a later size the first one gets
 * @param decline the iterations of a size relative to those of the size before, 1 for as many
 */
public record ScaleSchedule(int smallest, int iterations, double first, double decline) {

    /** Checks. */
    public ScaleSchedule {
        if (smallest < 32 || iterations < 1 || !(first > 0) || !(decline > 0)) {
            throw new IllegalArgumentException(
                    ("pyramid.smallest is %d, iterations %d, first %s, decline %s; expected 32 or more pixels, 1 or more iterations and "
                                    + "positive shares.")
                            .formatted(smallest, iterations, first, decline));
        }
    }

    /** The same sizes with other iterations in all. */
    public ScaleSchedule withIterations(int count) {
        return new ScaleSchedule(smallest, count, first, decline);
    }

    /** Long sides in ascending order, {@code round(last / 2^(i/2))} down to the smallest; always the last one. */
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

    /** Iterations at each of {@code count} sizes; all together {@link #iterations}, none where there are fewer than sizes. */
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
