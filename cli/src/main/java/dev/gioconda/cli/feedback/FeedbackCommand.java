package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.MissingCommand;
import dev.gioconda.cli.command.OutputOptions;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gioconda feedback}, with {@code accept} and {@code reject}. */
@Command(
        name = "feedback",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Records user feedback on predictions, reviews it, and exports it as training data.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda feedback add face.jpg --model smile/20261124-101500 --probability 0.81 --said wrong --consent",
            "  gioconda feedback review",
            "  gioconda feedback accept 20261125-091200-0123456789abcdef",
            "  gioconda feedback list --json --store ./store"
        },
        subcommands = {
            FeedbackAddCommand.class,
            FeedbackListCommand.class,
            FeedbackReviewCommand.class,
            FeedbackExportCommand.class,
            FeedbackPurgeCommand.class,
            FeedbackDeleteCommand.class
        })
public final class FeedbackCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw MissingCommand.in(spec);
    }

    @Command(
            name = "accept",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Accepts feedback as training data.",
            footerHeading = "%nExamples:%n",
            footer = "  gioconda feedback accept 20261125-091200-0123456789abcdef --by Lisa")
    int accept(@Mixin ReviewDecisionOptions decision, @Mixin OutputOptions output) throws IOException {
        return decision.decideAll(true, output);
    }

    @Command(
            name = "reject",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Rejects feedback; it is not used as training data.",
            footerHeading = "%nExamples:%n",
            footer = "  gioconda feedback reject 20261125-091200-0123456789abcdef --by Lisa")
    int reject(@Mixin ReviewDecisionOptions decision, @Mixin OutputOptions output) throws IOException {
        return decision.decideAll(false, output);
    }
}
