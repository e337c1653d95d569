package dev.gioconda.report.study;

import dev.gioconda.evaluate.McNemar;
import dev.gioconda.report.chart.BarChart;
import dev.gioconda.report.chart.Figure;
import dev.gioconda.report.chart.Markup;
import dev.gioconda.report.chart.Numbers;
import dev.gioconda.report.chart.PageBlock;
import dev.gioconda.report.chart.ReliabilityChart;
import dev.gioconda.report.chart.RocChart;
import dev.gioconda.report.chart.Table;
import dev.gioconda.report.study.StudyPage.ComparisonRow;
import dev.gioconda.report.study.StudyPage.NetworkComparison;
import dev.gioconda.report.study.StudyPage.NetworkResult;
import dev.gioconda.report.study.StudyPage.PairedTest;
import java.util.List;

/** Comparison of the networks with each other and with published results. */
final class ComparisonSection {

    private static final String NOTE =
            "The study of 2022 drew 10,000 CelebA pictures, trained on 80 % and both chose and "
                    + "judged its network on the other 20 %, which makes the result too optimistic; its interval is computed here from those "
                    + "2,000 pictures. The other networks are chosen on validation pictures, and the test pictures are used once.";

    private ComparisonSection() {}

    static void draw(Markup page, StudyPage study) {
        NetworkComparison comparison = study.comparison();
        page.open("section", "id", "results").element("h2", "Results");
        table(comparison).draw(page);
        if (comparison.rows().contains(ComparisonRow.STUDY_2022)) {
            page.element("p", NOTE, "class", "note");
        }
        comparison.pairs().forEach(p -> page.element("p", sentence(p)));
        List<BarChart.BarRow> rows = comparison.rows().stream()
                .map(r -> new BarChart.BarRow(r.name(), r.accuracy(), r.interval(), Numbers.percent(r.accuracy())))
                .toList();
        new Figure(
                        new BarChart("Accuracy of all networks", rows, BarChart.MarkShape.DOT, null),
                        "Accuracies with their 95 % intervals by Wilson.")
                .draw(page);
        if (study.networks().size() > 1) {
            curves(page, study.networks());
        }
        page.close();
    }

    private static void curves(Markup page, List<NetworkResult> networks) {
        List<RocChart.Curve> curves = networks.stream()
                .filter(n -> !n.test().roc().points().isEmpty())
                .map(n -> new RocChart.Curve(n.name(), n.test().roc()))
                .toList();
        List<ReliabilityChart.Line> lines = networks.stream()
                .map(n -> new ReliabilityChart.Line(n.name(), n.test().calibration()))
                .toList();
        PageBlock.drawSideBySide(
                page,
                List.of(
                        new Figure(
                                new RocChart("ROC curves of all networks", curves),
                                "ROC curves on the test pictures; the dotted diagonal is a random classifier."),
                        new Figure(
                                new ReliabilityChart("Reliability of all networks", lines),
                                "Reliability after calibration; a calibrated network follows the diagonal.")));
    }

    private static Table table(NetworkComparison comparison) {
        return new Table(
                "Test results, and the published results of the study.",
                List.of(
                        "network",
                        "accuracy",
                        "95 % interval",
                        "precision",
                        "recall",
                        "AUC",
                        "pictures",
                        "evaluated on"),
                comparison.rows().stream()
                        .map(r -> List.of(
                                r.name(),
                                Numbers.percent(r.accuracy()),
                                Numbers.percent(r.interval()),
                                Numbers.percent(r.precision()),
                                Numbers.percent(r.recall()),
                                Numbers.decimal(r.auc(), 3),
                                Numbers.count(r.count()),
                                r.evaluatedOn()))
                        .toList());
    }

    /** The paired test as a sentence. */
    static String sentence(PairedTest pair) {
        McNemar test = pair.test();
        int count = test.bothRight() + test.onlyFirst() + test.onlySecond() + test.bothWrong();
        return "On the same %s pictures, only %s is correct on %s and only %s on %s: by McNemar’s test (%s) %s, so the difference %s."
                .formatted(
                        Numbers.count(count),
                        pair.first(),
                        Numbers.count(test.onlyFirst()),
                        pair.second(),
                        Numbers.count(test.onlySecond()),
                        test.exact() ? "exact" : "χ² with continuity correction",
                        Numbers.pValue(test.pValue()),
                        test.significant() ? "is significant at the 5 % level" : "is not significant at the 5 % level");
    }
}
