package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.MissingCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gioconda weights}. */
@Command(
        name = "weights",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Downloads, imports and verifies the official weights of known networks and face models.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda weights list",
            "  gioconda weights fetch vgg19-keras",
            "  gioconda weights import ~/Downloads/vgg19-dcbb9e9d.pth",
            "  gioconda weights verify"
        },
        subcommands = {
            WeightsListCommand.class,
            WeightsFetchCommand.class,
            WeightsImportCommand.class,
            WeightsVerifyCommand.class,
            WeightsWhereCommand.class,
            WeightsShowCommand.class
        })
public final class WeightsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw MissingCommand.in(spec);
    }
}
