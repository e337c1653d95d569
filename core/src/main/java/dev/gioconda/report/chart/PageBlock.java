package dev.gioconda.report.chart;

import java.util.List;

/** A part of the page with a caption: a figure, a table, a gallery. */
@FunctionalInterface
public interface PageBlock {

    /** Writes the block. */
    void draw(Markup page);

    /** Writes blocks side by side, or one below the other on narrow screens. */
    static void drawSideBySide(Markup page, List<PageBlock> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        page.open("div", "class", "together");
        blocks.forEach(b -> b.draw(page));
        page.close();
    }
}
