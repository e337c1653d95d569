package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.feedback.FeedbackRemoval;
import dev.gioconda.feedback.Receipt;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda feedback delete}. */
@Command(
        name = "delete",
        description = "Deletes the feedback of a receipt, and its image unless other feedback refers to it.",
        footer = "  gioconda feedback delete 20261125-091200-0123456789abcdef.00112233445566778899aabbccddeeff")
final class FeedbackDeleteCommand extends GiocondaCommand {

    @Parameters(paramLabel = "RECEIPT", description = "The receipt that \"feedback add\" printed.")
    private String receipt = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        Receipt parsedReceipt = UsageException.asUsageError(() -> Receipt.parse(receipt));
        return store.useFeedback(log -> {
            FeedbackRemoval.RemovalCounts removed = new FeedbackRemoval(log).delete(parsedReceipt);
            print(
                    removed,
                    "%,d feedback entries and %,d images deleted".formatted(removed.answers(), removed.pictures()));
            return ExitCode.OK;
        });
    }
}
