package dev.gioconda.report.chart;

import dev.gioconda.evaluate.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fractions, one per row, with their names on the left and a remark on the right. Bars begin at zero; dots have an axis
 * limited to their range, for accuracies, and show intervals.
 *
 * @param title accessible description
 * @param rows from top to bottom
 * @param mark bars or dots
 * @param reference a fraction to compare with, drawn as a hairline, or null
 */
public record BarChart(
        String title,
        List<BarRow> rows,
        MarkShape mark,
        @Nullable Double reference) implements Chart {

    private static final double ROW_HEIGHT = 19;
    private static final double TOP = 8;

    /** Copies the list. */
    public BarChart {
        rows = List.copyOf(rows);
    }

    /** The shape of a mark. */
    public enum MarkShape {
        /** A bar from zero to the fraction. */
        BAR,
        /** A dot at the fraction. */
        DOT
    }

    /**
     * One row.
     *
     * @param name what is measured
     * @param share 0 to 1
     * @param interval its 95 % interval, or null
     * @param remark a few characters, such as the number of pictures
     */
    public record BarRow(
            String name, double share, @Nullable Interval interval, String remark) {}

    @Override
    public void draw(Markup page) {
        double left = 10 + 5.7 * longest(rows.stream().map(BarRow::name).toList());
        double right = Plot.WIDTH
                - 10
                - 5.7 * longest(rows.stream().map(BarRow::remark).toList());
        double bottom = TOP + ROW_HEIGHT * rows.size();
        Axis x = axis(left, right);
        Plot.openSvg(page, title, description(), Plot.WIDTH, bottom + 18);
        page.open("g", "class", "grid");
        x.ticks().forEach(t -> page.leaf("line", "x1", x.toPixel(t), "x2", x.toPixel(t), "y1", TOP, "y2", bottom));
        page.close();
        x.ticks()
                .forEach(
                        t -> label(page, Numbers.decimal(100 * t, 0) + "\u00a0%", x.toPixel(t), bottom + 14, "middle"));
        if (reference != null) {
            page.leaf(
                    "line",
                    "class",
                    "hair",
                    "x1",
                    x.toPixel(reference),
                    "x2",
                    x.toPixel(reference),
                    "y1",
                    TOP,
                    "y2",
                    bottom);
        }
        for (int i = 0; i < rows.size(); i++) {
            row(page, rows.get(i), x, TOP + ROW_HEIGHT * (i + 0.5));
        }
        page.close();
    }

    private void row(Markup page, BarRow row, Axis x, double y) {
        label(page, row.name(), x.from() - 8, y + 3.5, "end");
        label(page, row.remark(), Plot.WIDTH, y + 3.5, "end");
        if (mark == MarkShape.BAR) {
            page.leaf(
                    "rect",
                    "class",
                    "bar s0",
                    "x",
                    x.from(),
                    "y",
                    y - 5,
                    "width",
                    x.toPixel(row.share()) - x.from(),
                    "height",
                    10.0);
        }
        if (row.interval() != null) {
            page.leaf(
                    "line",
                    "class",
                    "whisker s0",
                    "x1",
                    x.toPixel(row.interval().low()),
                    "x2",
                    x.toPixel(row.interval().high()),
                    "y1",
                    y,
                    "y2",
                    y);
        }
        if (mark == MarkShape.DOT) {
            page.leaf("circle", "class", "dot s0", "cx", x.toPixel(row.share()), "cy", y, "r", 3.2);
        }
    }

    private Axis axis(double left, double right) {
        if (mark == MarkShape.BAR) {
            return Axis.fixed(0, 1, 0.25, left, right - 14);
        }
        double lowest = rows.stream()
                .mapToDouble(
                        r -> r.interval() == null ? r.share() : r.interval().low())
                .min()
                .orElse(0);
        double highest = rows.stream()
                .mapToDouble(
                        r -> r.interval() == null ? r.share() : r.interval().high())
                .max()
                .orElse(1);
        double start = Math.max(0, lowest);
        double end = Math.min(1, highest);
        Axis axis = Axis.covering(start, end, (int) Math.max(2, (right - left) / 60), left, right - 14);
        return axis.high() > 1 ? new Axis(axis.low(), 1, axis.step(), left, right - 14) : axis;
    }

    private String description() {
        StringBuilder text = new StringBuilder();
        rows.forEach(r -> text.append("%s: %s. ".formatted(r.name(), Numbers.percent(r.share()))));
        return text.toString().strip();
    }

    private static int longest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static void label(Markup page, String text, double x, double y, String anchor) {
        page.element("text", text, "x", x, "y", y, "text-anchor", anchor);
    }
}
