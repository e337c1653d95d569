package dev.gioconda.report.chart;

import java.util.List;

/**
 * A table of texts; the first column contains row headers, the others right-aligned numbers.
 *
 * @param caption the text above it
 * @param columns the column headers
 * @param rows the cells, one per column
 */
public record Table(String caption, List<String> columns, List<List<String>> rows) implements PageBlock {

    /** Tables with more columns use the whole width of the page. */
    private static final int MAX_NARROW_COLUMNS = 6;

    @Override
    public void draw(Markup page) {
        page.open("figure", "class", columns.size() > MAX_NARROW_COLUMNS ? "table" : "table narrow");
        page.element("figcaption", caption);
        // a wide table scrolls separately, also with the keyboard, so that the page does not
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
