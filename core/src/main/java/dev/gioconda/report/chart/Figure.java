package dev.gioconda.report.chart;

/**
 * A chart with the sentence below it. The style sheet numbers figures and tables.
 *
 * @param chart what is drawn
 * @param caption what it says
 */
public record Figure(Chart chart, String caption) implements PageBlock {

    @Override
    public void draw(Markup page) {
        draw(page, "figure");
    }

    /** A drawing that needs more width than the text, and scrolls on a phone. */
    public void drawWide(Markup page) {
        draw(page, "figure wide");
    }

    private void draw(Markup page, String style) {
        page.open("figure", "class", style).open("div", "class", "drawing");
        chart.draw(page);
        page.close().element("figcaption", caption).close();
    }
}
