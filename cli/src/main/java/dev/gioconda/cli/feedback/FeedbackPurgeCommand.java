package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.FeedbackAction;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.feedback.FeedbackRemoval;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gioconda feedback purge}. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        description = "Deletes answers that have expired, and pictures that no answer needs any more.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda feedback purge --store ./store")
final class FeedbackPurgeCommand implements Callable<Integer> {

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        return FeedbackAction.withLog(store, log -> {
            FeedbackRemoval.RemovalCounts removed = new FeedbackRemoval(log).purge();
            spec.commandLine()
                    .getOut()
                    .printf("%,d answers and %,d pictures deleted%n", removed.answers(), removed.pictures());
            spec.commandLine().getOut().flush();
            return 0;
        });
    }
}
