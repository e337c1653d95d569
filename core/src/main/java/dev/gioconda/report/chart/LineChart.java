package dev.gioconda.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Values over epochs or steps: losses, accuracies, the learning rate.
 *
 * @param title accessible description
 * @param xLabel label of the horizontal axis
 * @param yLabel label of the vertical axis
 * @param series at most four lines, each with its own color and dash pattern
 * @param fromZero whether the vertical axis begins at zero
 * @param markedX a position to mark, such as the best epoch, or null
 */
public record LineChart(
        String title,
        String xLabel,
        String yLabel,
        List<Series> series,
        boolean fromZero,
        @Nullable Double markedX) implements Chart {

    private static final double BOTTOM = 206;

    /** Copies the list. */
    public LineChart {
        series = List.copyOf(series);
    }

    @Override
    public void draw(Markup page) {
        List<String> names = series.stream().map(Series::name).toList();
        Plot.AxisLabels labels = new Plot.AxisLabels(xLabel, yLabel);
        DoubleStream.Builder builder = DoubleStream.builder();
        if (fromZero) {
            builder.add(0);
        }
        series.forEach(s -> finite(s.y()).forEach(builder::add));
        double[] values = builder.build().toArray();
        double[] positions =
                series.stream().flatMapToDouble(s -> Arrays.stream(s.x())).toArray();
        double first = min(positions, 0);
        double last = Math.max(first + 1, max(positions, 1));
        Axis x = Axis.fixed(first, last, Math.max(1, Axis.step(last - first, 6)), Plot.LEFT, Plot.RIGHT);
        Axis y = Axis.covering(min(values, 0), max(values, 1), 4, BOTTOM, Plot.top(labels, names));
        Plot plot = Plot.open(page, title, description(), x, y).frame(labels, names);
        if (markedX != null) {
            plot.verticalLine(markedX, "kept");
        }
        for (int i = 0; i < series.size(); i++) {
            plot.line(series.get(i).x(), series.get(i).y(), "s" + i);
        }
        plot.close();
    }

    private String description() {
        return series.stream()
                .map(s -> {
                    double[] y = finite(s.y()).toArray();
                    return y.length == 0
                            ? s.name() + ": no values."
                            : "%s: from %s to %s, least %s, most %s."
                                    .formatted(
                                            s.name(),
                                            Numbers.decimal(y[0], 4),
                                            Numbers.decimal(y[y.length - 1], 4),
                                            Numbers.decimal(min(y, 0), 4),
                                            Numbers.decimal(max(y, 0), 4));
                })
                .collect(Collectors.joining(" "));
    }

    private static DoubleStream finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite);
    }

    private static double min(double[] values, double fallback) {
        return Arrays.stream(values).min().orElse(fallback);
    }

    private static double max(double[] values, double fallback) {
        return Arrays.stream(values).max().orElse(fallback);
    }
}
