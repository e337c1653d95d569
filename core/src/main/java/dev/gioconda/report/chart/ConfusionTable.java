package dev.gioconda.report.chart;

import dev.gioconda.evaluate.ConfusionMatrix;

/**
 * The confusion matrix as a shaded table: one row per true label, one column per prediction, shaded by the fraction of
 * the row.
 */
public record ConfusionTable(ConfusionMatrix confusion, String caption) implements PageBlock {

    @Override
    public void draw(Markup page) {
        page.open("figure", "class", "figure confusion").open("table");
        page.open("thead").open("tr").element("td", "");
        page.element("th", "predicted yes", "scope", "col").element("th", "predicted no", "scope", "col");
        page.close().close().open("tbody");
        row(page, "true yes", confusion.tp(), confusion.fn());
        row(page, "true no", confusion.fp(), confusion.tn());
        page.close().close().element("figcaption", caption).close();
    }

    private static void row(Markup page, String name, int yes, int no) {
        page.open("tr").element("th", name, "scope", "row");
        cell(page, yes, yes + no);
        cell(page, no, yes + no);
        page.close();
    }

    private static void cell(Markup page, int count, int row) {
        double share = row == 0 ? 0 : (double) count / row;
        page.open("td", "style", "--share:" + Numbers.coordinate(share));
        page.element("b", Numbers.count(count)).element("small", Numbers.percent(share));
        page.close();
    }
}
