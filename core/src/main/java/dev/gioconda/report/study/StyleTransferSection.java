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
import dev.gioconda.report.study.StudyPage.StyleTransferRun;
import dev.gioconda.report.study.StudyPage.StyleTransferStudy;
import dev.gioconda.report.study.StudyPage.TunedWeightsResult;
import dev.gioconda.style.metric.StyleScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Comparison of the study's style transfers, and the effect of a network tuned on faces. */
final class StyleTransferSection {

    private static final String NOTE =
            "The study reports losses of 223, 204 and 195 and calls the third network the best. Losses of different networks cannot be "
                    + "ranked: each is measured in the units of its own features, and a network whose features are half as large has a "
                    + "quarter of the loss for the same image. So every curve is relative to its first value, and the stylized images are "
                    + "compared by one fixed metric whose network made none of them.";

    private static final String METRIC_NOTE =
            "Style is 0 for the style image and 1 for the content image, content is 0 for the content image and 1 for the style image; their "
                    + "sum is the score, less is better. Edges are the similarity of contours with the content image, more is better; the color "
                    + "distance to the style image is in CIELAB units; likeness is the cosine similarity of the face with the content image.";

    /** The least number of pairs for which an interval is shown. */
    private static final int MIN_PAIRS = 8;

    private StyleTransferSection() {}

    static void draw(Markup page, StyleTransferStudy study) {
        page.open("section", "id", "painting").element("h2", "Style transfer");
        page.element("p", study.description()).element("p", NOTE, "class", "note");
        List<Thumbnail> pictures = new ArrayList<>(List.of(study.contentImage(), study.styleImage()));
        study.runs().forEach(run -> pictures.add(run.stylized()));
        new Gallery(pictures, "The content image, the style image, and the result of each network.").draw(page);
        new Figure(
                        new LineChart(
                                "Losses of the style transfers",
                                "iteration",
                                "loss relative to its first value",
                                study.runs().stream()
                                        .map(StyleTransferSection::relativeLosses)
                                        .toList(),
                                true,
                                null),
                        "Each loss divided by its own first value.")
                .draw(page);
        scoreTable(study.runs()).draw(page);
        identicalRuns(study.runs()).ifPresent(sentence -> page.element("p", sentence, "class", "note"));
        page.element("p", METRIC_NOTE, "class", "note");
        if (!study.tuned().isEmpty()) {
            tunedWeights(page, study.tuned(), study.contentCount());
        }
        page.close();
    }

    /** A sentence about presets with the same network, as without official weights, which explains their equal rows. */
    private static Optional<String> identicalRuns(List<StyleTransferRun> runs) {
        Map<String, List<String>> runsByResult = runs.stream()
                .collect(Collectors.groupingBy(
                        run -> run.network() + Arrays.toString(run.losses()),
                        LinkedHashMap::new,
                        Collectors.mapping(StyleTransferRun::name, Collectors.toList())));
        return runsByResult.values().stream()
                .filter(names -> names.size() > 1)
                .map(names -> "%s had the same weights here and gave the same stylized image; their lines coincide."
                        .formatted(String.join(" and ", names)))
                .findFirst();
    }

    private static Series relativeLosses(StyleTransferRun run) {
        double first = run.losses()[0];
        return new Series(
                run.name(),
                IntStream.rangeClosed(1, run.losses().length)
                        .mapToDouble(i -> i)
                        .toArray(),
                Arrays.stream(run.losses()).map(loss -> loss / first).toArray());
    }

    private static Table scoreTable(List<StyleTransferRun> runs) {
        return new Table(
                "The scores of the stylized images, with their losses, which are not comparable.",
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
                                        scoreCells(run.styleScores()).stream())
                                .toList())
                        .toList());
    }

    private static List<String> scoreCells(StyleScores scores) {
        return List.of(
                Numbers.decimal(scores.score(), 3),
                Numbers.decimal(scores.styleDistance(), 3),
                Numbers.decimal(scores.contentDistance(), 3),
                Numbers.decimal(scores.edgeSimilarity(), 3),
                Numbers.decimal(scores.colorDistance(), 1),
                Numbers.decimal(scores.identitySimilarity(), 3));
    }

    private static void tunedWeights(Markup page, List<TunedWeightsResult> rows, int contentCount) {
        TunedWeightsResult base = rows.get(0);
        page.element("h3", "Does a network that was tuned on faces paint better?");
        page.element(
                "p",
                "The same recipe with rescaled losses, with weights whose last layers are tuned on faces or not. %s"
                        .formatted(rows.stream()
                                .skip(1)
                                .map(row -> sentence(base, row, contentCount))
                                .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b)));
        new Gallery(rows.stream().map(TunedWeightsResult::stylized).toList(), "The first pair, stylized with each.")
                .draw(page);
        new Table(
                        "Mean scores over %s."
                                .formatted(
                                        base.styleScores().size() == 1
                                                ? "the one pair"
                                                : base.styleScores().size() + " pairs"),
                        List.of("tuned layers", "weights", "score", "style", "content", "edges", "palette"),
                        rows.stream()
                                .map(row -> List.of(
                                        row.layers(),
                                        row.model(),
                                        Numbers.decimal(row.mean(StyleScores::score), 3),
                                        Numbers.decimal(row.mean(StyleScores::styleDistance), 3),
                                        Numbers.decimal(row.mean(StyleScores::contentDistance), 3),
                                        Numbers.decimal(row.mean(StyleScores::edgeSimilarity), 3),
                                        Numbers.decimal(row.mean(StyleScores::colorDistance), 1)))
                                .toList())
                .draw(page);
    }

    /** The difference of a row to the untuned weights, with an interval if there are enough pairs. */
    private static String sentence(TunedWeightsResult base, TunedWeightsResult row, int contentCount) {
        double[] rowScores = row.scores();
        double[] baseScores = base.scores();
        double[] differences = IntStream.range(0, rowScores.length)
                .mapToDouble(i -> rowScores[i] - baseScores[i])
                .toArray();
        double mean = Arrays.stream(differences).average().orElse(Double.NaN);
        if (differences.length < MIN_PAIRS) {
            return "With %s the score changes by %s; fewer than %d pairs are too few for an interval."
                    .formatted(row.layers(), Numbers.decimal(mean, 3), MIN_PAIRS);
        }
        Interval interval = Interval.pigeonholeBootstrap(differences, contentCount);
        return "With %s the score changes by %s (95 %% interval %s to %s): %s."
                .formatted(
                        row.layers(),
                        Numbers.decimal(mean, 3),
                        Numbers.decimal(interval.low(), 3),
                        Numbers.decimal(interval.high(), 3),
                        interval.low() > 0 ? "worse" : interval.high() < 0 ? "better" : "no significant difference");
    }
}
