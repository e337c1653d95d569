package dev.gioconda.report.study;

import dev.gioconda.report.chart.BarChart;
import dev.gioconda.report.chart.Block;
import dev.gioconda.report.chart.ColourHistogram;
import dev.gioconda.report.chart.Figure;
import dev.gioconda.report.chart.Gallery;
import dev.gioconda.report.chart.Markup;
import dev.gioconda.report.chart.Numbers;
import dev.gioconda.report.chart.Table;
import dev.gioconda.report.study.StudyPage.Balance;
import dev.gioconda.report.study.StudyPage.Data;
import dev.gioconda.report.study.StudyPage.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the networks learn from: counts, balance, colours, samples, attributes that go together. */
final class DataSection {

    private static final int LONG = 18;
    private static final String BALANCE = "How many of the pictures show an attribute; the hairline is one half.";

    private DataSection() {}

    static void draw(Markup page, Data data) {
        page.open("section", "id", "data").element("h2", "The pictures").element("p", data.description());
        if (!data.parts().isEmpty()) {
            parts(data).draw(page);
        }
        new Gallery(data.sheet(), "Sample pictures, drawn at random.").draw(page);
        List<Block> figures = new ArrayList<>();
        ColourHistogram colours = data.colours();
        if (colours != null) {
            figures.add(new Figure(
                    colours,
                    "Red, green and blue values of %d random pictures. Spikes at 0 and 255 are cut."
                            .formatted(colours.pictures())));
        }
        List<BarChart.Row> balance = balance(data.balance());
        if (balance.size() > LONG) {
            // a long list would tower over the histogram; its two halves stand evenly beside each other
            Block.drawTogether(page, figures);
            int half = (balance.size() + 1) / 2;
            Block.drawTogether(
                    page,
                    List.of(
                            new Figure(chart(balance.subList(0, half)), BALANCE),
                            new Figure(chart(balance.subList(half, balance.size())), "The same, continued.")));
        } else {
            if (!balance.isEmpty()) {
                figures.add(new Figure(chart(balance), BALANCE));
            }
            Block.drawTogether(page, figures);
        }
        if (data.together() != null) {
            new Figure(data.together(), data.together().title() + ".").drawWide(page);
        }
        page.close();
    }

    private static Table parts(Data data) {
        String attribute = Numbers.words(data.attribute());
        List<List<String>> rows = new ArrayList<>();
        for (Part part : data.parts()) {
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

    private static List<BarChart.Row> balance(List<Balance> balance) {
        return balance.stream()
                .map(b -> {
                    double share = b.known() == 0 ? 0 : (double) b.positives() / b.known();
                    return new BarChart.Row(Numbers.words(b.attribute()), share, null, Numbers.percent(share));
                })
                .sorted(Comparator.comparingDouble(BarChart.Row::share).reversed())
                .toList();
    }

    private static BarChart chart(List<BarChart.Row> rows) {
        return new BarChart("Balance of the attributes", rows, BarChart.Mark.BAR, 0.5);
    }
}
