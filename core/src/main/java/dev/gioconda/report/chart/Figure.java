package dev.gioconda.report.chart;

/**
 * A chart with a caption. The style sheet numbers figures and tables.
 *
 * @param chart the chart
 * @param caption the text below it
 */
public record Figure(Chart chart, String caption) implements PageBlock {

    @Override
    public void draw(Markup page) {
        draw(page, "figure");
    }

    /** A chart that is wider than the text, and scrolls on a phone. */
    public void drawWide(Markup page) {
        draw(page, "figure wide");
    }

    private void draw(Markup page, String style) {
        page.open("figure", "class", style).open("div", "class", "drawing");
        chart.draw(page);
        page.close().element("figcaption", caption).close();
    }
}
