package dev.gioconda.report.chart;

/**
 * One line of a chart.
 *
 * @param name what the legend calls it
 * @param x positions, rising // [n]
 * @param y values; NaN leaves a gap // [n]
 */
public record Series(String name, double[] x, double[] y) {

    /** Checks that there is one value a position. */
    public Series {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "Series '%s' has %d positions and %d values; it needs one value a position."
                            .formatted(name, x.length, y.length));
        }
    }
}
