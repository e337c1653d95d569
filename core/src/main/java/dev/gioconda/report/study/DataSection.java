package dev.gioconda.report.study;

import dev.gioconda.report.chart.BarChart;
import dev.gioconda.report.chart.ColorHistogram;
import dev.gioconda.report.chart.Figure;
import dev.gioconda.report.chart.Gallery;
import dev.gioconda.report.chart.Markup;
import dev.gioconda.report.chart.Numbers;
import dev.gioconda.report.chart.PageBlock;
import dev.gioconda.report.chart.Table;
import dev.gioconda.report.study.StudyPage.AttributeShare;
import dev.gioconda.report.study.StudyPage.PartitionSummary;
import dev.gioconda.report.study.StudyPage.StudyData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The data set: counts, balance, colors, samples, co-occurrence of attributes. */
final class DataSection {

    private static final int LONG_LIST = 18;
    private static final String BALANCE = "Fraction of pictures with an attribute; the hairline is one half.";

    private DataSection() {}

    static void draw(Markup page, StudyData data) {
        page.open("section", "id", "data").element("h2", "The pictures").element("p", data.description());
        if (!data.parts().isEmpty()) {
            parts(data).draw(page);
        }
        new Gallery(data.samples(), "Sample pictures, drawn at random.").draw(page);
        List<PageBlock> figures = new ArrayList<>();
        ColorHistogram histogram = data.colorHistogram();
        if (histogram != null) {
            figures.add(new Figure(
                    histogram,
                    "Red, green and blue values of %d random pictures. Spikes at 0 and 255 are cut."
                            .formatted(histogram.pictures())));
        }
        List<BarChart.BarRow> balance = balance(data.balance());
        if (balance.size() > LONG_LIST) {
            // a long list is split into two halves of equal height beside each other
            PageBlock.drawSideBySide(page, figures);
            int half = (balance.size() + 1) / 2;
            PageBlock.drawSideBySide(
                    page,
                    List.of(
                            new Figure(chart(balance.subList(0, half)), BALANCE),
                            new Figure(chart(balance.subList(half, balance.size())), "The same, continued.")));
        } else {
            if (!balance.isEmpty()) {
                figures.add(new Figure(chart(balance), BALANCE));
            }
            PageBlock.drawSideBySide(page, figures);
        }
        if (data.correlation() != null) {
            new Figure(data.correlation(), data.correlation().title() + ".").drawWide(page);
        }
        page.close();
    }

    private static Table parts(StudyData data) {
        String attribute = Numbers.displayName(data.attribute());
        List<List<String>> rows = new ArrayList<>();
        for (PartitionSummary part : data.parts()) {
            rows.add(List.of(
                    part.name(),
                    Numbers.count(part.count()),
                    part.people() == null ? Numbers.NONE : Numbers.count(part.people()),
                    Numbers.count(part.positives()),
                    part.count() == 0 ? Numbers.NONE : Numbers.percent((double) part.positives() / part.count())));
        }
        return new Table(
                "The partitions and the balance of “" + attribute + "”.",
                List.of("partition", "pictures", "people", attribute, "share"),
                rows);
    }

    private static List<BarChart.BarRow> balance(List<AttributeShare> balance) {
        return balance.stream()
                .map(b -> {
                    double share = b.known() == 0 ? 0 : (double) b.positives() / b.known();
                    return new BarChart.BarRow(Numbers.displayName(b.attribute()), share, null, Numbers.percent(share));
                })
                .sorted(Comparator.comparingDouble(BarChart.BarRow::share).reversed())
                .toList();
    }

    private static BarChart chart(List<BarChart.BarRow> rows) {
        return new BarChart("Balance of the attributes", rows, BarChart.MarkShape.BAR, 0.5);
    }
}
