package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.server.operator.Operator;
import dev.gioconda.server.operator.Operators;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gioconda operators list}. */
@Command(
        name = "list",
        description =
                "Lists the names of the operators. The server creates the first one, operator, if there is none at its start.",
        footer = {"  gioconda operators list --store ./store"})
final class OperatorsListCommand extends GiocondaCommand {

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private WorkFolderOptions work = new WorkFolderOptions();

    @Override
    protected int run() throws IOException {
        for (Operator operator : new Operators(work.folder(store)).list()) {
            print(Map.of("name", operator.name()), operator.name());
        }
        return ExitCode.OK;
    }
}
