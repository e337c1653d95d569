package dev.gioconda.report.chart;

import java.util.List;

/** A grid of thumbnails with their captions. */
public record Gallery(List<Thumbnail> pictures, String caption) implements PageBlock {

    @Override
    public void draw(Markup page) {
        if (pictures.isEmpty()) {
            return;
        }
        page.open("figure", "class", "figure gallery").open("ul");
        for (Thumbnail picture : pictures) {
            page.open("li").leaf("img", "src", picture.uri(), "alt", picture.caption());
            // the caption is already the alternative text; screen readers should not read it twice
            page.element("span", picture.caption(), "aria-hidden", "true").close();
        }
        page.close().element("figcaption", caption).close();
    }
}
