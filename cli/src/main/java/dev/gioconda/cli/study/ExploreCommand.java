package dev.gioconda.cli.study;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.OutputCheck;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.explore.Exploration;
import dev.gioconda.report.study.StudyHtml;
import dev.gioconda.report.study.StudyPage;
import dev.gioconda.study.ExplorationSection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda explore}. */
@Command(
        name = "explore",
        description =
                "Explores a data set as the study did: class balance, colors, sample images, and correlations of the attributes.",
        footer = {"  gioconda explore --data celeba", "  gioconda explore --data genki4k,smiles --json"})
public final class ExploreCommand extends GiocondaCommand {

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--target",
            paramLabel = "ATTRIBUTE",
            description = "The attribute in the captions of the sample images. Default: ${DEFAULT-VALUE}.",
            defaultValue = "Smiling")
    private String target = "Smiling";

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Folder of the page, explore.html. Default: ${DEFAULT-VALUE}.",
            defaultValue = "report")
    private Path report = Path.of("report");

    @Override
    protected int run() throws IOException {
        OutputCheck.folder("--report", report);
        Dataset set = data.open();
        set.indexOf(target);
        Exploration exploration = ExplorationSection.explore(set);
        StudyPage page = new StudyPage(
                "What the images show",
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
        PrintWriter out = out();
        if (json()) {
            out.println(JsonLines.line(asMap(exploration, file)));
        } else {
            print(exploration, out);
            out.printf("%s%n", file);
        }
        return ExitCode.OK;
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
                "%s: %,d images, %,d labeled persons%n",
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
