package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.FeedbackAction;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.feedback.FeedbackRemoval;
import dev.gioconda.feedback.Receipt;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda feedback delete}. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description =
                "Deletes the answer that a receipt was given for, and its picture unless another answer needs it.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda feedback delete 20261125-091200-0123456789abcdef.00112233445566778899aabbccddeeff")
final class FeedbackDeleteCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RECEIPT", description = "As \"feedback add\" printed it.")
    private String receipt = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Receipt parsedReceipt = UsageException.asUsageError(() -> Receipt.parse(receipt));
        return FeedbackAction.withLog(store, log -> {
            FeedbackRemoval.RemovalCounts removed = new FeedbackRemoval(log).delete(parsedReceipt);
            spec.commandLine()
                    .getOut()
                    .printf("%,d answer and %,d pictures deleted%n", removed.answers(), removed.pictures());
            spec.commandLine().getOut().flush();
            return 0;
        });
    }
}
