package dev.gioconda.report.chart;

import java.util.List;

/** A captioned part of the page: a figure, a table, a sheet of pictures. */
@FunctionalInterface
public interface PageBlock {

    /** Writes the part. */
    void draw(Markup page);

    /** Writes parts side by side where there is room, one below the other on a phone. */
    static void drawSideBySide(Markup page, List<PageBlock> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        page.open("div", "class", "together");
        blocks.forEach(b -> b.draw(page));
        page.close();
    }
}
