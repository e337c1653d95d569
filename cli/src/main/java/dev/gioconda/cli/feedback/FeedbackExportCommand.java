package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.FeedbackWork;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.feedback.Accepted;
import dev.gioconda.feedback.FeedbackExport;
import dev.gioconda.feedback.KeptPictures;
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
        return FeedbackWork.in(store, log -> {
            Accepted accepted = Accepted.of(log, attribute);
            FeedbackExport.Written written = new FeedbackExport(accepted, new KeptPictures(log.store())).write(folder);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s: %,d pictures; %,d left out as contradictory, %,d gone%n",
                            folder, written.pictures(), accepted.contradictory().size(), written.gone());
            spec.commandLine().getOut().flush();
            return 0;
        });
    }
}
