package dev.gioconda.report.chart;

import dev.gioconda.evaluate.Calibration;
import java.util.List;

/**
 * A reliability diagram: the fraction of positives against the mean predicted probability of each bin; a calibrated
 * network follows the diagonal. The area of a dot is proportional to the number of pictures in the bin.
 *
 * @param title accessible description
 * @param lines one to four named calibrations
 */
public record ReliabilityChart(String title, List<Line> lines) implements Chart {

    private static final Plot.AxisLabels LABELS = new Plot.AxisLabels("mean probability of yes", "share of yes");

    /** Copies the list. */
    public ReliabilityChart {
        lines = List.copyOf(lines);
    }

    /** A named calibration. */
    public record Line(String name, Calibration calibration) {}

    @Override
    public void draw(Markup page) {
        List<String> names = lines.stream().map(Line::name).toList();
        UnitSquarePlot.withDiagonal(page, title, String.join("; ", names) + ".", LABELS, names, plot -> {
            // the first line is the most important: it is drawn last, on top
            for (int i = lines.size() - 1; i >= 0; i--) {
                line(plot, lines.get(i).calibration().bins(), "s" + i);
            }
        });
    }

    private static void line(Plot plot, List<Calibration.Bin> bins, String style) {
        plot.line(
                bins.stream().mapToDouble(Calibration.Bin::meanProbability).toArray(),
                bins.stream().mapToDouble(Calibration.Bin::positiveRate).toArray(),
                "thin " + style);
        double total = bins.stream().mapToInt(Calibration.Bin::count).sum();
        for (Calibration.Bin bin : bins) {
            plot.dot(
                    bin.meanProbability(),
                    bin.positiveRate(),
                    1.5 + 8 * Math.sqrt(bin.count() / total),
                    style,
                    "%s pictures given %s on average: %s are"
                            .formatted(
                                    Numbers.count(bin.count()),
                                    Numbers.percent(bin.meanProbability()),
                                    Numbers.percent(bin.positiveRate())));
        }
    }
}
