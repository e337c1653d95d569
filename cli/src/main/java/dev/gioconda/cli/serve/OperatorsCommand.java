package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.MissingCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gioconda operators}. */
@Command(
        name = "operators",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Adds, lists and removes the operators of a server. Each has a token; the logs have the names. A running server needs no restart.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda operators add lisa", "  gioconda operators list", "  gioconda operators remove lisa"},
        subcommands = {OperatorsAddCommand.class, OperatorsListCommand.class, OperatorsRemoveCommand.class})
public final class OperatorsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw MissingCommand.in(spec);
    }
}
