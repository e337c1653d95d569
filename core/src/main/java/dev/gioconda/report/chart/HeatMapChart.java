package dev.gioconda.report.chart;

import java.util.List;

/**
 * A heat map of a matrix: one color for fractions, two for values that may be negative, such as correlations.
 *
 * @param title accessible description
 * @param names of the rows and, in the same order, of the columns
 * @param values 0 to 1, or -1 to 1; row first // [names][names]
 */
public record HeatMapChart(String title, List<String> names, double[][] values) implements Chart {

    private static final double LETTER = 5.7;

    /** Copies the names and checks that the matrix is square. */
    public HeatMapChart {
        names = List.copyOf(names);
        for (double[] row : values) {
            if (row.length != names.size() || values.length != names.size()) {
                throw new IllegalArgumentException(
                        "A heat map of %d names needs %d rows of as many values, not %d of %d."
                                .formatted(names.size(), names.size(), values.length, row.length));
            }
        }
    }

    @Override
    public void draw(Markup page) {
        int n = names.size();
        // large matrices must fit on a page; small ones have space for their numbers
        double cell = n > 24 ? 14 : n > 10 ? 20 : 34;
        double margin =
                8 + LETTER * names.stream().mapToInt(String::length).max().orElse(0);
        Plot.openSvg(
                page,
                title,
                "A matrix of %d by %d shaded squares; each names its value.".formatted(n, n),
                margin + n * cell,
                margin + n * cell);
        for (int i = 0; i < n; i++) {
            double middle = margin + (i + 0.5) * cell;
            String name = Numbers.displayName(names.get(i));
            page.element("text", name, "x", margin - 6, "y", middle + 3.5, "text-anchor", "end");
            page.element(
                    "text",
                    name,
                    "transform",
                    "translate(" + Numbers.coordinate(middle + 3.5) + " " + Numbers.coordinate(margin - 6)
                            + ") rotate(-90)");
        }
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                cell(page, row, column, margin, cell);
            }
        }
        page.close();
    }

    private void cell(Markup page, int row, int column, double margin, double size) {
        double value = values[row][column];
        double x = margin + column * size;
        double y = margin + row * size;
        page.open(
                "rect",
                "class",
                value < 0 ? "cell s1" : "cell s0",
                "x",
                x,
                "y",
                y,
                "width",
                size - 1,
                "height",
                size - 1,
                "fill-opacity",
                Math.min(1, 0.04 + 0.86 * Math.abs(value)));
        page.element(
                "title",
                "%s, %s: %s"
                        .formatted(
                                Numbers.displayName(names.get(row)),
                                Numbers.displayName(names.get(column)),
                                Numbers.decimal(value, 2)));
        page.close();
        if (size > 30) {
            page.element(
                    "text",
                    Numbers.decimal(value, 2),
                    "class",
                    Math.abs(value) > 0.55 ? "on" : "in",
                    "x",
                    x + (size - 1) / 2,
                    "y",
                    y + size / 2 + 3,
                    "text-anchor",
                    "middle");
        }
    }
}
