package dev.gioconda.cli.feedback;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gioconda feedback accept}. */
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description = "Lets answers be learnt from.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda feedback accept 20261125-091200-0123456789abcdef --by Lisa")
final class FeedbackAcceptCommand implements Callable<Integer> {

    @Mixin
    private ReviewDecisionOptions decision = new ReviewDecisionOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        return decision.decideAll(
                true, spec.commandLine().getOut(), spec.commandLine().getErr());
    }
}
