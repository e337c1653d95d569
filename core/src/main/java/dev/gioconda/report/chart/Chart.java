package dev.gioconda.report.chart;

/** A chart drawn as one inline SVG. Its colors are classes of the page's style sheet. */
@FunctionalInterface
public interface Chart {

    /** Writes one {@code svg} element. */
    void draw(Markup page);

    /** The SVG alone. */
    default String svg() {
        Markup markup = new Markup();
        draw(markup);
        return markup.toString();
    }
}
