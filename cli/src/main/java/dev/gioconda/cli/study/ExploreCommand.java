package dev.gioconda.cli.study;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.explore.Exploration;
import dev.gioconda.report.study.StudyHtml;
import dev.gioconda.report.study.StudyPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda explore}. */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Looks at a data set as the study did: balance, colours, a sheet of samples, which attributes go together.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda explore --data celeba", "  gioconda explore --data genki4k,smiles --json"})
public final class ExploreCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--target",
            paramLabel = "ATTRIBUTE",
            description = "The attribute that pictures are captioned with. Default: ${DEFAULT-VALUE}.",
            defaultValue = "Smiling")
    private String target = "Smiling";

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Where the page goes, as explore.html. Default: ${DEFAULT-VALUE}.",
            defaultValue = "report")
    private Path report = Path.of("report");

    @Option(names = "--json", description = "Print the numbers as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Dataset set = data.open();
        set.indexOf(target);
        Exploration exploration = ExplorationSection.explore(set);
        StudyPage page = new StudyPage(
                "What the pictures show",
                exploration.name(),
                "",
                ExplorationSection.of(exploration, set, target, data.split(set, target), data.describeSplit()),
                List.of(),
                new StudyPage.NetworkComparison(List.of(), List.of()),
                List.of(),
                null,
                new StudyPage.Reproduction("gioconda explore --data " + data.data, List.of(), ""));
        Path file = Files.createDirectories(report).resolve("explore.html");
        Files.writeString(file, StudyHtml.of(page));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonLines.line(asMap(exploration, file)));
        } else {
            print(exploration, out);
            out.printf("%s%n", file);
        }
        out.flush();
        return 0;
    }

    private static Map<String, Object> asMap(Exploration exploration, Path file) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("data", exploration.name());
        map.put("pictures", exploration.pictures());
        map.put("persons", exploration.persons());
        map.put("balance", exploration.balance());
        map.put("sizes", exploration.sizes());
        map.put("colours", exploration.colorHistogram());
        map.put("report", file.toString());
        return map;
    }

    private static void print(Exploration exploration, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %,d pictures, %,d known persons%n",
                exploration.name(),
                exploration.pictures(),
                exploration.persons());
        for (Exploration.AttributeCounts row : exploration.balance()) {
            int known = row.yes() + row.no();
            out.printf(
                    Locale.ROOT,
                    "  %-22s %6.2f %% of %,d%n",
                    row.attribute(),
                    known == 0 ? 0.0 : 100.0 * row.yes() / known,
                    known);
        }
    }
}
