package dev.gioconda.report.chart;

/** Something that can be drawn as one inline SVG. Its colours are the classes of the page's style sheet. */
@FunctionalInterface
public interface Chart {

    /** Writes one {@code svg} element. */
    void draw(Markup page);

    /** The drawing alone. */
    default String svg() {
        Markup markup = new Markup();
        draw(markup);
        return markup.toString();
    }
}
