package dev.gioconda.report.chart;

import dev.gioconda.evaluate.RocCurve;
import java.util.List;

/**
 * One or more ROC curves with the diagonal of a random classifier.
 *
 * @param title accessible description
 * @param curves one to four named curves
 */
public record RocChart(String title, List<Curve> curves) implements Chart {

    private static final Plot.AxisLabels LABELS = new Plot.AxisLabels("false positive rate", "true positive rate");

    /** Copies the list. */
    public RocChart {
        curves = List.copyOf(curves);
    }

    /** A named curve. */
    public record Curve(String name, RocCurve roc) {}

    @Override
    public void draw(Markup page) {
        List<String> names = curves.stream().map(Curve::name).toList();
        UnitSquarePlot.withDiagonal(page, title, String.join("; ", names) + ".", LABELS, names, plot -> {
            for (int i = 0; i < curves.size(); i++) {
                List<RocCurve.RocPoint> points = curves.get(i).roc().points();
                plot.line(
                        points.stream()
                                .mapToDouble(RocCurve.RocPoint::falsePositiveRate)
                                .toArray(),
                        points.stream()
                                .mapToDouble(RocCurve.RocPoint::truePositiveRate)
                                .toArray(),
                        "s" + i);
            }
        });
    }
}
