package dev.gioconda.report.chart;

/**
 * One line of a chart.
 *
 * @param name its name in the legend
 * @param x positions, increasing // [n]
 * @param y values; NaN leaves a gap // [n]
 */
public record Series(String name, double[] x, double[] y) {

    /** Checks that there is one value per position. */
    public Series {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "Series '%s' has %d positions and %d values; expected one value per position."
                            .formatted(name, x.length, y.length));
        }
    }
}
