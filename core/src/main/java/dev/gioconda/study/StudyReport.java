package dev.gioconda.study;

import dev.gioconda.evaluate.McNemar;
import dev.gioconda.report.chart.DurationText;
import dev.gioconda.report.study.StudyPage;
import dev.gioconda.train.Ablation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills the page of the report with the results.
 *
 * @param synthetic whether all images are synthetic portraits
 * @param command that reproduces the page
 */
record StudyReport(boolean synthetic, String command) {

    StudyPage page(
            StudyPage.StudyData dataSection,
            List<NetworkStudy> networks,
            List<Ablation.AblationRow> ablationRows,
            StudyPage.@Nullable StyleTransferStudy styleTransfer,
            double seconds) {
        List<StudyPage.ComparisonRow> rows = new ArrayList<>();
        rows.add(StudyPage.ComparisonRow.STUDY_2022);
        rows.add(StudyPage.ComparisonRow.STUDY_2022_VGG19);
        networks.forEach(network -> rows.add(StudyPage.ComparisonRow.of(
                network.result().manifest().name(),
                "test part, " + network.result().manifest().data().name(),
                network.modelEvaluation().evaluation())));
        return new StudyPage(
                "See a smile",
                networks.size() + " networks on " + (synthetic ? "synthetic portraits" : dataName(networks)),
                summary(networks),
                dataSection,
                networks.stream().map(NetworkStudy::section).toList(),
                new StudyPage.NetworkComparison(rows, pairs(networks)),
                ablationRows,
                styleTransfer,
                new StudyPage.Reproduction(command, environment(networks, seconds), recipes(networks)));
    }

    private static String dataName(List<NetworkStudy> networks) {
        return networks.get(0).result().manifest().data().name();
    }

    private String summary(List<NetworkStudy> networks) {
        String results = networks.stream()
                .map(network -> String.format(
                        Locale.ROOT,
                        "%s classifies %.1f %% correctly",
                        network.result().manifest().name(),
                        100 * network.modelEvaluation().evaluation().accuracy()))
                .collect(Collectors.joining(", "));
        String caveat = synthetic
                ? " These are synthetic portraits: the page demonstrates the study; its numbers do not apply to photographs."
                : "";
        return "Of %,d test images, %s.%s"
                .formatted(networks.get(0).modelEvaluation().evaluation().count(), results, caveat);
    }

    private static List<StudyPage.PairedTest> pairs(List<NetworkStudy> networks) {
        List<StudyPage.PairedTest> pairs = new ArrayList<>();
        for (int i = 1; i < networks.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(new StudyPage.PairedTest(
                        networks.get(i).result().manifest().name(),
                        networks.get(j).result().manifest().name(),
                        McNemar.test(
                                networks.get(i).modelEvaluation().correct(),
                                networks.get(j).modelEvaluation().correct())));
            }
        }
        return pairs;
    }

    private static List<StudyPage.Fact> environment(List<NetworkStudy> networks, double seconds) {
        Runtime machine = Runtime.getRuntime();
        return List.of(
                new StudyPage.Fact(
                        "models",
                        networks.stream()
                                .map(network -> network.result().manifest().id())
                                .collect(Collectors.joining(", "))),
                new StudyPage.Fact("time", DurationText.of(seconds)),
                new StudyPage.Fact(
                        "machine",
                        "%s %s, %d cores, Java %s"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.arch"),
                                        machine.availableProcessors(),
                                        System.getProperty("java.version"))));
    }

    private static String recipes(List<NetworkStudy> networks) {
        return networks.stream()
                .map(network -> "# %s%n%s"
                        .formatted(
                                network.result().manifest().name(),
                                network.result().manifest().recipe()))
                .collect(Collectors.joining("\n"));
    }
}
