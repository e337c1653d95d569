package dev.gioconda.report.chart;

import java.util.List;

/**
 * A table of texts, its first column the rows' names, the others numbers set flush right.
 *
 * @param caption a sentence above it
 * @param columns the heads
 * @param rows as many texts as there are columns, each
 */
public record Table(String caption, List<String> columns, List<List<String>> rows) implements PageBlock {

    /** More columns than this need the page's whole width. */
    private static final int MAX_NARROW_COLUMNS = 6;

    @Override
    public void draw(Markup page) {
        page.open("figure", "class", columns.size() > MAX_NARROW_COLUMNS ? "table" : "table narrow");
        page.element("figcaption", caption);
        // a wide table scrolls by itself, with the keyboard too, so that the page never does
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        page.open("table").open("thead").open("tr");
        columns.forEach(c -> page.element("th", c, "scope", "col"));
        page.close().close().open("tbody");
        for (List<String> row : rows) {
            page.open("tr").element("th", row.get(0), "scope", "row");
            row.subList(1, row.size()).forEach(cell -> page.element("td", cell));
            page.close();
        }
        page.close().close().close().close();
    }
}
