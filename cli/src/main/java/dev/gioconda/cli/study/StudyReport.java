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
            StudyPage.Data pictures,
            List<NetworkStudy> networks,
            List<Ablation.Row> choices,
            StudyPage.@Nullable Painting painting,
            double seconds) {
        List<StudyPage.Row> rows = new ArrayList<>();
        rows.add(StudyPage.Row.STUDY_2022);
        rows.add(StudyPage.Row.STUDY_2022_VGG19);
        networks.forEach(network -> rows.add(StudyPage.Row.of(
                network.result().manifest().name(),
                "test part, " + network.result().manifest().data().name(),
                network.judgement().evaluation())));
        return new StudyPage(
                "See a smile",
                networks.size() + " networks on " + (data.synthetic() ? "painted portraits" : name(networks)),
                lead(networks),
                pictures,
                networks.stream().map(NetworkStudy::section).toList(),
                new StudyPage.Comparison(rows, pairs(networks)),
                choices,
                painting,
                new StudyPage.Making(command(), facts(networks, seconds), configuration(networks)));
    }

    private static String name(List<NetworkStudy> networks) {
        return networks.get(0).result().manifest().data().name();
    }

    private String lead(List<NetworkStudy> networks) {
        String results = networks.stream()
                .map(network -> String.format(
                        Locale.ROOT,
                        "%s is right on %.1f %%",
                        network.result().manifest().name(),
                        100 * network.judgement().evaluation().accuracy()))
                .collect(Collectors.joining(", "));
        String tour = data.synthetic()
                ? " These are painted portraits: the page shows how the study is done, its numbers say nothing of photographs."
                : "";
        return "Of %,d test pictures, %s.%s"
                .formatted(networks.get(0).judgement().evaluation().count(), results, tour);
    }

    private static List<StudyPage.Pair> pairs(List<NetworkStudy> networks) {
        List<StudyPage.Pair> pairs = new ArrayList<>();
        for (int i = 1; i < networks.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(new StudyPage.Pair(
                        networks.get(i).result().manifest().name(),
                        networks.get(j).result().manifest().name(),
                        McNemar.test(
                                networks.get(i).judgement().correct(),
                                networks.get(j).judgement().correct())));
            }
        }
        return pairs;
    }

    private String command() {
        return "gioconda " + String.join(" ", arguments);
    }

    private static List<StudyPage.Fact> facts(List<NetworkStudy> networks, double seconds) {
        Runtime machine = Runtime.getRuntime();
        return List.of(
                new StudyPage.Fact(
                        "models",
                        networks.stream()
                                .map(network -> network.result().manifest().id())
                                .collect(Collectors.joining(", "))),
                new StudyPage.Fact("time", time(Math.round(seconds))),
                new StudyPage.Fact(
                        "machine",
                        "%s %s, %d cores, Java %s"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.arch"),
                                        machine.availableProcessors(),
                                        System.getProperty("java.version"))));
    }

    private static String time(long seconds) {
        return seconds < 3600
                ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
                : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
    }

    private static String configuration(List<NetworkStudy> networks) {
        return networks.stream()
                .map(network -> "# %s%n%s"
                        .formatted(
                                network.result().manifest().name(),
                                network.result().manifest().recipe()))
                .collect(Collectors.joining("\n"));
    }
}
