package dev.gioconda.report.chart;

import dev.gioconda.evaluate.PrecisionRecallCurve;
import java.util.List;

/**
 * A precision-recall curve.
 *
 * @param title accessible description
 * @param name the name of the curve in the legend
 * @param curve the curve
 */
public record PrecisionRecallChart(String title, String name, PrecisionRecallCurve curve) implements Chart {

    private static final Plot.AxisLabels LABELS = new Plot.AxisLabels("recall", "precision");

    @Override
    public void draw(Markup page) {
        UnitSquarePlot.withoutDiagonal(page, title, name + ".", LABELS, List.of(name), plot -> {
            List<PrecisionRecallCurve.PrecisionRecallPoint> points = curve.points();
            plot.line(
                    points.stream()
                            .mapToDouble(PrecisionRecallCurve.PrecisionRecallPoint::recall)
                            .toArray(),
                    points.stream()
                            .mapToDouble(PrecisionRecallCurve.PrecisionRecallPoint::precision)
                            .toArray(),
                    "s0");
        });
    }
}
