package dev.gioconda.report.chart;

import java.util.List;

/** A captioned part of the page: a figure, a table, a sheet of pictures. */
@FunctionalInterface
public interface Block {

    /** Writes the part. */
    void draw(Markup page);

    /** Writes parts side by side where there is room, one below the other on a phone. */
    static void drawTogether(Markup page, List<Block> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        page.open("div", "class", "together");
        blocks.forEach(b -> b.draw(page));
        page.close();
    }
}
