package dev.gioconda.cli.study;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.evaluate.McNemar;
import dev.gioconda.report.study.StudyPage;
import dev.gioconda.train.Ablation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills the report's page from what the study found. */
final class StudyReport {

    private final DataOptions data;
    private final List<String> arguments;

    StudyReport(DataOptions data, List<String> arguments) {
        this.data = data;
        this.arguments = arguments;
    }

    StudyPage page(
            StudyPage.StudyData dataSection,
            List<NetworkStudy> networks,
            List<Ablation.AblationRow> ablationRows,
            StudyPage.@Nullable StyleTransferStudy painting,
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
                networks.size() + " networks on " + (data.isSynthetic() ? "painted portraits" : dataName(networks)),
                summary(networks),
                dataSection,
                networks.stream().map(NetworkStudy::section).toList(),
                new StudyPage.NetworkComparison(rows, pairs(networks)),
                ablationRows,
                painting,
                new StudyPage.Reproduction(command(), environment(networks, seconds), recipes(networks)));
    }

    private static String dataName(List<NetworkStudy> networks) {
        return networks.get(0).result().manifest().data().name();
    }

    private String summary(List<NetworkStudy> networks) {
        String results = networks.stream()
                .map(network -> String.format(
                        Locale.ROOT,
                        "%s is right on %.1f %%",
                        network.result().manifest().name(),
                        100 * network.modelEvaluation().evaluation().accuracy()))
                .collect(Collectors.joining(", "));
        String caveat = data.isSynthetic()
                ? " These are painted portraits: the page shows how the study is done, its numbers say nothing of photographs."
                : "";
        return "Of %,d test pictures, %s.%s"
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

    private String command() {
        return "gioconda " + String.join(" ", arguments);
    }

    private static List<StudyPage.Fact> environment(List<NetworkStudy> networks, double seconds) {
        Runtime machine = Runtime.getRuntime();
        return List.of(
                new StudyPage.Fact(
                        "models",
                        networks.stream()
                                .map(network -> network.result().manifest().id())
                                .collect(Collectors.joining(", "))),
                new StudyPage.Fact("time", formatDuration(Math.round(seconds))),
                new StudyPage.Fact(
                        "machine",
                        "%s %s, %d cores, Java %s"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.arch"),
                                        machine.availableProcessors(),
                                        System.getProperty("java.version"))));
    }

    private static String formatDuration(long seconds) {
        return seconds < 3600
                ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
                : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
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
