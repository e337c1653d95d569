package dev.gioconda.cli.feedback;

import dev.gioconda.cli.command.MissingCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gioconda feedback}. */
@Command(
        name = "feedback",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Takes what people say of answers, lets it be reviewed, and gives it out to learn from.",
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
            FeedbackAcceptCommand.class,
            FeedbackRejectCommand.class,
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
}
