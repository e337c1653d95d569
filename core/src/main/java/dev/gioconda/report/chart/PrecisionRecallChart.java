package dev.gioconda.report.chart;

import dev.gioconda.evaluate.PrecisionRecall;
import java.util.List;

/**
 * A precision-recall curve.
 *
 * @param title what it shows, for those who cannot see it
 * @param name what the legend calls the curve
 * @param curve the curve
 */
public record PrecisionRecallChart(String title, String name, PrecisionRecall curve) implements Chart {

    private static final Plot.Labels LABELS = new Plot.Labels("recall", "precision");

    @Override
    public void draw(Markup page) {
        Square.plain(page, title, name + ".", LABELS, List.of(name), plot -> {
            List<PrecisionRecall.Point> points = curve.points();
            plot.line(
                    points.stream().mapToDouble(PrecisionRecall.Point::recall).toArray(),
                    points.stream()
                            .mapToDouble(PrecisionRecall.Point::precision)
                            .toArray(),
                    "s0");
        });
    }
}
