package dev.gioconda.report.chart;

import java.util.List;

/**
 * The frame of charts with two axes: ticks, hairlines and the legend on top. It is 360 units wide, so that two fit side
 * by side on a desktop and one fills a phone with legible text.
 */
final class Plot {

    static final double WIDTH = 360;
    static final double LEFT = 40;
    static final double RIGHT = 350;

    /** Approximate character width of the labels, to lay out the legend without font metrics. */
    private static final double LETTER = 5.7;

    private static final double LEGEND_LINE = 18;

    private final Markup out;
    private final Axis x;
    private final Axis y;

    private Plot(Markup out, Axis x, Axis y) {
        this.out = out;
        this.x = x;
        this.y = y;
    }

    /** The labels of the two axes. */
    record AxisLabels(String x, String y) {}

    /** Opens the plot; {@link #close} closes it. */
    static Plot open(Markup out, String title, String description, Axis x, Axis y) {
        openSvg(out, title, description, WIDTH, y.from() + 34);
        return new Plot(out, x, y);
    }

    /** Opens an {@code svg} element with its accessible name and description. */
    static void openSvg(Markup out, String title, String description, double width, double height) {
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + Numbers.coordinate(width) + " " + Numbers.coordinate(height),
                "style",
                "--width:" + Numbers.coordinate(width) + "px",
                "role",
                "img",
                "aria-label",
                title);
        out.element("title", title).element("desc", description);
    }

    /** The top of the plotting area below the legend. */
    static double top(AxisLabels labels, List<String> legend) {
        return fitsBeside(labels, legend) ? 24 : 38;
    }

    Plot frame(AxisLabels labels, List<String> legend) {
        out.open("g", "class", "grid");
        y.ticks().forEach(t -> out.leaf("line", "x1", LEFT, "x2", RIGHT, "y1", y.toPixel(t), "y2", y.toPixel(t)));
        out.close();
        y.ticks().forEach(t -> label(y.label(t), LEFT - 6, y.toPixel(t) + 3.5, "end"));
        x.ticks().forEach(t -> label(x.label(t), x.toPixel(t), y.from() + 14, "middle"));
        out.leaf("line", "class", "axis", "x1", LEFT, "x2", RIGHT, "y1", y.from(), "y2", y.from());
        label(labels.x(), (LEFT + RIGHT) / 2, y.from() + 29, "middle");
        label(labels.y(), 0, 10, "start");
        legend(legend, fitsBeside(labels, legend) ? 10 : 25);
        return this;
    }

    /** A line through the points, interrupted at NaN; a single point becomes a dot. */
    Plot line(double[] xs, double[] ys, String style) {
        StringBuilder points = new StringBuilder();
        int run = 0;
        for (int i = 0; i <= xs.length; i++) {
            if (i < xs.length && Double.isFinite(ys[i])) {
                points.append(run == 0 ? "" : " ").append(point(xs[i], ys[i]));
                run++;
                continue;
            }
            if (run == 1) {
                dot(xs[i - 1], ys[i - 1], 2.5, style, "");
            } else if (run > 1) {
                out.leaf("polyline", "class", "line " + style, "points", points);
            }
            points.setLength(0);
            run = 0;
        }
        return this;
    }

    /** The area between the points and the axis. */
    Plot area(double[] xs, double[] ys, String style) {
        StringBuilder points = new StringBuilder(point(xs[0], y.low()));
        for (int i = 0; i < xs.length; i++) {
            points.append(' ').append(point(xs[i], ys[i]));
        }
        points.append(' ').append(point(xs[xs.length - 1], y.low()));
        out.leaf("polygon", "class", "area " + style, "points", points);
        return this;
    }

    /** A dot; a non-empty remark is its tooltip. */
    Plot dot(double at, double value, double radius, String style, String remark) {
        out.open("circle", "class", "dot " + style, "cx", x.toPixel(at), "cy", y.toPixel(value), "r", radius);
        if (!remark.isEmpty()) {
            out.element("title", remark);
        }
        out.close();
        return this;
    }

    /** A vertical hairline over the whole height with a label at its upper end. */
    Plot verticalLine(double at, String name) {
        out.leaf("line", "class", "hair", "x1", x.toPixel(at), "x2", x.toPixel(at), "y1", y.from(), "y2", y.to());
        boolean rightHalf = x.toPixel(at) > (LEFT + RIGHT) / 2;
        label(name, x.toPixel(at) + (rightHalf ? -4 : 4), y.to() + 9, rightHalf ? "end" : "start");
        return this;
    }

    void close() {
        out.close();
    }

    private String point(double at, double value) {
        return Numbers.coordinate(x.toPixel(at)) + "," + Numbers.coordinate(y.toPixel(value));
    }

    private void label(String text, double at, double height, String anchor) {
        out.element("text", text, "x", at, "y", height, "text-anchor", anchor);
    }

    private void legend(List<String> names, double height) {
        double at = RIGHT - legendWidth(names);
        for (int i = 0; i < names.size(); i++) {
            out.leaf(
                    "line",
                    "class",
                    "line s" + i,
                    "x1",
                    at,
                    "x2",
                    at + LEGEND_LINE,
                    "y1",
                    height - 3.5,
                    "y2",
                    height - 3.5);
            label(names.get(i), at + LEGEND_LINE + 4, height, "start");
            at += entryWidth(names.get(i));
        }
    }

    private static boolean fitsBeside(AxisLabels labels, List<String> legend) {
        return labels.y().length() * LETTER + 16 + legendWidth(legend) <= RIGHT;
    }

    private static double legendWidth(List<String> names) {
        return names.stream().mapToDouble(Plot::entryWidth).sum();
    }

    private static double entryWidth(String name) {
        return LEGEND_LINE + 4 + name.length() * LETTER + 10;
    }
}
