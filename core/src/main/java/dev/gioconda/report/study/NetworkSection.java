package dev.gioconda.report.study;

import dev.gioconda.evaluate.Evaluation;
import dev.gioconda.evaluate.Slice;
import dev.gioconda.report.chart.BarChart;
import dev.gioconda.report.chart.ConfusionTable;
import dev.gioconda.report.chart.Figure;
import dev.gioconda.report.chart.Gallery;
import dev.gioconda.report.chart.LineChart;
import dev.gioconda.report.chart.Markup;
import dev.gioconda.report.chart.Numbers;
import dev.gioconda.report.chart.PageBlock;
import dev.gioconda.report.chart.PrecisionRecallChart;
import dev.gioconda.report.chart.ReliabilityChart;
import dev.gioconda.report.chart.RocChart;
import dev.gioconda.report.chart.Series;
import dev.gioconda.report.chart.Table;
import dev.gioconda.report.study.StudyPage.Epoch;
import dev.gioconda.report.study.StudyPage.NetworkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One network: description, training, metrics, mistakes. */
final class NetworkSection {

    /** The number of worst slices in the chart; all are in the table. */
    private static final int SLICES_DRAWN = 16;

    private NetworkSection() {}

    static void draw(Markup page, NetworkResult network) {
        Evaluation test = network.test();
        page.open("section", "id", "network-" + network.name()).element("h2", network.name());
        page.element("p", network.description());
        page.element(
                "p",
                "It has %s trained parameters. Its accuracy is %s on %s test pictures (95\u00a0%% interval %s)."
                        .formatted(
                                Numbers.count(network.parameters()),
                                Numbers.percent(test.accuracy()),
                                Numbers.count(test.count()),
                                Numbers.percent(test.accuracyInterval())));
        headline(page, test);
        List<PageBlock> blocks = new ArrayList<>(training(network));
        blocks.add(new ConfusionTable(
                test.confusion(),
                "Predictions at threshold %s; the shade is the fraction of the row."
                        .formatted(Numbers.decimal(test.threshold(), 3))));
        blocks.addAll(curves(network));
        if (!network.slices().isEmpty()) {
            blocks.add(slices(network));
        }
        PageBlock.drawSideBySide(page, blocks);
        if (!network.slices().isEmpty()) {
            allSlices(page, network);
        }
        new Gallery(
                        network.mistakes(),
                        "The worst mistakes, the most confident first: the true label and the predicted probability of “yes”.")
                .draw(page);
        page.close();
    }

    private static void headline(Markup page, Evaluation test) {
        page.open("dl", "class", "headline");
        metric(page, "accuracy", Numbers.percent(test.accuracy()), Numbers.percent(test.accuracyInterval()));
        metric(page, "ROC AUC", Numbers.decimal(test.auc(), 3), interval(test));
        metric(page, "precision", Numbers.percent(test.precision()), "");
        metric(page, "recall", Numbers.percent(test.recall()), "");
        metric(page, "F1", Numbers.decimal(test.f1(), 3), "");
        metric(page, "average precision", Numbers.decimal(test.averagePrecision(), 3), "");
        metric(page, "log loss", Numbers.decimal(test.logLoss(), 3), "");
        metric(page, "calibration error", Numbers.percent(test.calibration().expectedError()), "");
        page.close();
    }

    private static String interval(Evaluation test) {
        return test.aucInterval() == null
                ? ""
                : Numbers.decimal(test.aucInterval().low(), 3) + "–"
                        + Numbers.decimal(test.aucInterval().high(), 3);
    }

    private static void metric(Markup page, String name, String value, String remark) {
        page.open("div").element("dt", name).open("dd").element("b", value);
        if (!remark.isEmpty()) {
            page.element("small", remark);
        }
        page.close().close();
    }

    private static List<PageBlock> training(NetworkResult network) {
        if (network.epochs().isEmpty()) {
            return List.of();
        }
        double keptEpoch = network.keptEpoch();
        List<Series> losses = List.of(
                series(network, "train", Epoch::trainLoss), series(network, "validation", Epoch::validationLoss));
        List<Series> accuracies = List.of(
                series(network, "train", Epoch::trainAccuracy),
                series(network, "validation", Epoch::validationAccuracy));
        List<Series> rates = List.of(series(network, "learning rate", Epoch::learningRate));
        return List.of(
                new Figure(
                        new LineChart("Loss of " + network.name(), "epoch", "loss", losses, true, keptEpoch),
                        "Loss; the hairline marks the selected epoch."),
                new Figure(
                        new LineChart(
                                "Accuracy of " + network.name(), "epoch", "accuracy", accuracies, false, keptEpoch),
                        "Accuracy during training."),
                new Figure(
                        new LineChart("Learning rate of " + network.name(), "epoch", "rate", rates, true, null),
                        "The learning rate schedule."));
    }

    private static Series series(NetworkResult network, String name, ToDoubleFunction<Epoch> value) {
        List<Epoch> epochs = network.epochs();
        return new Series(
                name,
                epochs.stream().mapToDouble(Epoch::number).toArray(),
                epochs.stream().mapToDouble(value).toArray());
    }

    private static List<PageBlock> curves(NetworkResult network) {
        Evaluation test = network.test();
        List<PageBlock> figures = new ArrayList<>();
        if (!test.roc().points().isEmpty()) {
            String name = network.name() + ", AUC " + Numbers.decimal(test.auc(), 3);
            figures.add(new Figure(
                    new RocChart("ROC curve of " + network.name(), List.of(new RocChart.Curve(name, test.roc()))),
                    "ROC curve; the dotted diagonal is a random classifier."));
            String area = network.name() + ", AP " + Numbers.decimal(test.averagePrecision(), 3);
            figures.add(new Figure(
                    new PrecisionRecallChart("Precision and recall of " + network.name(), area, test.precisionRecall()),
                    "Precision against recall."));
        }
        figures.add(new Figure(
                new ReliabilityChart(
                        "Reliability of " + network.name(),
                        List.of(
                                new ReliabilityChart.Line("calibrated", test.calibration()),
                                new ReliabilityChart.Line("as trained", network.uncalibrated()))),
                "Reliability; a calibrated network follows the diagonal. Temperature %s, fitted on validation, changes the "
                                .formatted(Numbers.decimal(network.temperature().value(), 2))
                        + "expected calibration error from %s to %s."
                                .formatted(
                                        Numbers.percent(network.uncalibrated().expectedError()),
                                        Numbers.percent(test.calibration().expectedError()))));
        return figures;
    }

    private static Figure slices(NetworkResult network) {
        List<BarChart.BarRow> rows = network.slices().stream()
                .limit(SLICES_DRAWN)
                .map(s -> new BarChart.BarRow(name(s), s.accuracy(), s.interval(), Numbers.count(s.count())))
                .toList();
        return new Figure(
                new BarChart(
                        "Slices of " + network.name(),
                        rows,
                        BarChart.MarkShape.DOT,
                        network.test().accuracy()),
                "The slices of lowest accuracy, their 95 % intervals and numbers of pictures; the hairline is the accuracy "
                        + "on all pictures. Among many slices a few are low by chance.");
    }

    private static void allSlices(Markup page, NetworkResult network) {
        page.open("details").element("summary", "All slices");
        List<List<String>> rows = network.slices().stream()
                .map(s -> List.of(
                        name(s),
                        Numbers.count(s.count()),
                        Numbers.percent(s.accuracy()),
                        Numbers.percent(s.interval())))
                .toList();
        new Table(
                        "Accuracy of " + network.name() + " by other attributes.",
                        List.of("slice", "pictures", "accuracy", "95 % interval"),
                        rows)
                .draw(page);
        page.close();
    }

    private static String name(Slice slice) {
        return (slice.value() ? "" : "not ") + Numbers.displayName(slice.attribute());
    }
}
