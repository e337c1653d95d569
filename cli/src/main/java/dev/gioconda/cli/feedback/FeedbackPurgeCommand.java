package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.feedback.FeedbackRemoval;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gioconda feedback purge}. */
@Command(
        name = "purge",
        description = "Deletes expired feedback, and images that no feedback refers to any more.",
        footer = "  gioconda feedback purge --store ./store")
final class FeedbackPurgeCommand extends GiocondaCommand {

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        return store.useFeedback(log -> {
            FeedbackRemoval.RemovalCounts removed = new FeedbackRemoval(log).purge();
            print(
                    removed,
                    "%,d feedback entries and %,d images deleted".formatted(removed.answers(), removed.pictures()));
            return ExitCode.OK;
        });
    }
}
