package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.feedback.AcceptedFeedback;
import dev.gioconda.feedback.FeedbackExport;
import dev.gioconda.feedback.FeedbackPictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda feedback export}. */
@Command(
        name = "export",
        description =
                "Writes the images of accepted feedback into one folder per label, with a CSV table; --data of the other commands reads it.",
        footer = {"  gioconda feedback export corrections", "  gioconda explore --data corrections"})
final class FeedbackExportCommand extends GiocondaCommand {

    @Parameters(paramLabel = "FOLDER", description = "A new or empty folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--attribute",
            paramLabel = "NAME",
            description = "The attribute that the labels are of. Default: ${DEFAULT-VALUE}.",
            defaultValue = "Smiling")
    private String attribute = "Smiling";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        return store.useFeedback(log -> {
            AcceptedFeedback accepted = AcceptedFeedback.of(log, attribute);
            FeedbackExport.ExportCounts exported =
                    new FeedbackExport(accepted, new FeedbackPictures(log.store())).write(folder);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("path", folder.toString());
            line.put("pictures", exported.pictures());
            line.put("contradictory", accepted.contradictory().size());
            line.put("missing", exported.missing());
            print(
                    line,
                    "%s: %,d images; %,d skipped as contradictory, %,d missing"
                            .formatted(
                                    folder,
                                    exported.pictures(),
                                    accepted.contradictory().size(),
                                    exported.missing()));
            return ExitCode.OK;
        });
    }
}
