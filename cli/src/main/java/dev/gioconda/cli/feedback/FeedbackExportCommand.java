package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.FeedbackAction;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.feedback.AcceptedFeedback;
import dev.gioconda.feedback.FeedbackExport;
import dev.gioconda.feedback.FeedbackPictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda feedback export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes the accepted pictures in a folder a label, with a table; --data opens it.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda feedback export corrections")
final class FeedbackExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "A new or empty folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--attribute",
            description = "Whose labels are written. Default: ${DEFAULT-VALUE}.",
            defaultValue = "Smiling")
    private String attribute = "Smiling";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        return FeedbackAction.withLog(store, log -> {
            AcceptedFeedback accepted = AcceptedFeedback.of(log, attribute);
            FeedbackExport.ExportCounts exported =
                    new FeedbackExport(accepted, new FeedbackPictures(log.store())).write(folder);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s: %,d pictures; %,d left out as contradictory, %,d gone%n",
                            folder,
                            exported.pictures(),
                            accepted.contradictory().size(),
                            exported.missing());
            spec.commandLine().getOut().flush();
            return 0;
        });
    }
}
