package dev.gioconda.report.study;

import dev.gioconda.evaluate.Interval;
import dev.gioconda.report.chart.Figure;
import dev.gioconda.report.chart.Gallery;
import dev.gioconda.report.chart.LineChart;
import dev.gioconda.report.chart.Markup;
import dev.gioconda.report.chart.Numbers;
import dev.gioconda.report.chart.Series;
import dev.gioconda.report.chart.Table;
import dev.gioconda.report.chart.Thumbnail;
import dev.gioconda.report.study.StudyPage.Painting;
import dev.gioconda.report.study.StudyPage.PaintingRun;
import dev.gioconda.report.study.StudyPage.Tuned;
import dev.gioconda.style.metric.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The study's style transfers beside each other, and what tuning a network on faces does to them. */
final class PaintingSection {

    private static final String NOTE =
            "The study reports losses of 223, 204 and 195 and calls the third network the best. Losses of different networks cannot be "
                    + "ranked: each is measured in the units of its own features, and a network whose features are half as large has a "
                    + "quarter of the loss with the same picture. So every curve is drawn relative to its own beginning, and the paintings are "
                    + "compared by one fixed judge that none of them was painted by.";

    private static final String JUDGE =
            "Style is 0 for the style itself and 1 for the photograph, content is 0 for the photograph and 1 for the style picture; their "
                    + "sum is the score, less is better. Edges are the similarity of contours with the photograph's, more is better; the palette's "
                    + "distance to the style's is in CIELAB units; likeness is the face's cosine with the photograph's.";

    /** Pairs below which an interval would promise too much. */
    private static final int ENOUGH = 8;

    private PaintingSection() {}

    static void draw(Markup page, Painting painting) {
        page.open("section", "id", "painting").element("h2", "Paintings");
        page.element("p", painting.description()).element("p", NOTE, "class", "note");
        List<Thumbnail> pictures = new ArrayList<>(List.of(painting.photograph(), painting.style()));
        painting.runs().forEach(run -> pictures.add(run.picture()));
        new Gallery(pictures, "The photograph, the style, and what each network made of them.").draw(page);
        new Figure(
                        new LineChart(
                                "Losses of the paintings",
                                "iteration",
                                "loss relative to its beginning",
                                painting.runs().stream()
                                        .map(PaintingSection::relative)
                                        .toList(),
                                true,
                                null),
                        "Each loss divided by its own first value.")
                .draw(page);
        judged(painting.runs()).draw(page);
        alike(painting.runs()).ifPresent(sentence -> page.element("p", sentence, "class", "note"));
        page.element("p", JUDGE, "class", "note");
        if (!painting.tuned().isEmpty()) {
            tuned(page, painting.tuned(), painting.photographs());
        }
        page.close();
    }

    /** Says which presets had one and the same network, as they do without official weights, so that their equal rows surprise nobody. */
    private static Optional<String> alike(List<PaintingRun> runs) {
        Map<String, List<String>> painted = runs.stream()
                .collect(Collectors.groupingBy(
                        run -> run.network() + Arrays.toString(run.losses()),
                        LinkedHashMap::new,
                        Collectors.mapping(PaintingRun::name, Collectors.toList())));
        return painted.values().stream()
                .filter(names -> names.size() > 1)
                .map(names ->
                        "%s had the same weights here and so painted the same picture; their lines lie on each other."
                                .formatted(String.join(" and ", names)))
                .findFirst();
    }

    private static Series relative(PaintingRun run) {
        double first = run.losses()[0];
        return new Series(
                run.name(),
                IntStream.rangeClosed(1, run.losses().length)
                        .mapToDouble(i -> i)
                        .toArray(),
                Arrays.stream(run.losses()).map(loss -> loss / first).toArray());
    }

    private static Table judged(List<PaintingRun> runs) {
        return new Table(
                "The paintings by the judge, with their own losses, which are not comparable.",
                List.of(
                        "preset",
                        "network",
                        "first loss",
                        "last loss",
                        "seconds",
                        "score",
                        "style",
                        "content",
                        "edges",
                        "palette",
                        "likeness"),
                runs.stream()
                        .map(run -> Stream.concat(
                                        Stream.of(
                                                run.name(),
                                                run.network(),
                                                Numbers.decimal(run.losses()[0], 1),
                                                Numbers.decimal(run.losses()[run.losses().length - 1], 1),
                                                Numbers.decimal(run.seconds(), 1)),
                                        verdict(run.verdict()).stream())
                                .toList())
                        .toList());
    }

    private static List<String> verdict(Verdict verdict) {
        return List.of(
                Numbers.decimal(verdict.score(), 3),
                Numbers.decimal(verdict.style(), 3),
                Numbers.decimal(verdict.content(), 3),
                Numbers.decimal(verdict.edges(), 3),
                Numbers.decimal(verdict.palette(), 1),
                Numbers.decimal(verdict.likeness(), 3));
    }

    private static void tuned(Markup page, List<Tuned> rows, int photographs) {
        Tuned base = rows.get(0);
        page.element("h3", "Does a network that was tuned on faces paint better?");
        page.element(
                "p",
                "The same recipe, its losses brought to one scale, with weights whose last layers learnt on faces or did not. %s"
                        .formatted(rows.stream()
                                .skip(1)
                                .map(row -> sentence(base, row, photographs))
                                .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b)));
        new Gallery(rows.stream().map(Tuned::picture).toList(), "The first pair, painted with each.").draw(page);
        new Table(
                        "The judge's means over %s."
                                .formatted(
                                        base.verdicts().size() == 1
                                                ? "the one pair"
                                                : base.verdicts().size() + " pairs"),
                        List.of("tuned layers", "weights", "score", "style", "content", "edges", "palette"),
                        rows.stream()
                                .map(row -> List.of(
                                        row.layers(),
                                        row.model(),
                                        Numbers.decimal(row.mean(Verdict::score), 3),
                                        Numbers.decimal(row.mean(Verdict::style), 3),
                                        Numbers.decimal(row.mean(Verdict::content), 3),
                                        Numbers.decimal(row.mean(Verdict::edges), 3),
                                        Numbers.decimal(row.mean(Verdict::palette), 1)))
                                .toList())
                .draw(page);
    }

    /** What a row's difference to the untuned weights is, and whether there are pairs enough to say so. */
    private static String sentence(Tuned base, Tuned row, int photographs) {
        double[] ours = row.scores();
        double[] theirs = base.scores();
        double[] less = IntStream.range(0, ours.length)
                .mapToDouble(i -> ours[i] - theirs[i])
                .toArray();
        double mean = Arrays.stream(less).average().orElse(Double.NaN);
        if (less.length < ENOUGH) {
            return "With %s the score changes by %s; fewer than %d pairs say nothing of chance."
                    .formatted(row.layers(), Numbers.decimal(mean, 3), ENOUGH);
        }
        Interval interval = Interval.ofCrossedMean(less, photographs);
        return "With %s the score changes by %s (95 %% interval %s to %s): %s."
                .formatted(
                        row.layers(),
                        Numbers.decimal(mean, 3),
                        Numbers.decimal(interval.low(), 3),
                        Numbers.decimal(interval.high(), 3),
                        interval.low() > 0 ? "worse" : interval.high() < 0 ? "better" : "no difference is shown");
    }
}
