package dev.gioconda.report.chart;

import java.util.List;
import java.util.function.Consumer;

/** The frame of curves in the unit square: both axes from 0 to 1 at the same scale. */
final class UnitSquarePlot {

    private static final double SIDE = Plot.RIGHT - Plot.LEFT;
    private static final double[] ENDS = {0, 1};

    private UnitSquarePlot() {}

    /** With the diagonal: a random classifier in a ROC plot, perfect calibration in a reliability diagram. */
    static void withDiagonal(
            Markup page,
            String title,
            String text,
            Plot.AxisLabels labels,
            List<String> legend,
            Consumer<Plot> content) {
        withoutDiagonal(page, title, text, labels, legend, plot -> content.accept(plot.line(ENDS, ENDS, "diagonal")));
    }

    /** Without the diagonal. */
    static void withoutDiagonal(
            Markup page,
            String title,
            String text,
            Plot.AxisLabels labels,
            List<String> legend,
            Consumer<Plot> content) {
        double top = Plot.top(labels, legend);
        Axis x = Axis.fixed(0, 1, 0.2, Plot.LEFT, Plot.RIGHT);
        Axis y = Axis.fixed(0, 1, 0.2, top + SIDE, top);
        Plot plot = Plot.open(page, title, text, x, y).frame(labels, legend);
        content.accept(plot);
        plot.close();
    }
}
