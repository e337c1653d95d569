package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.server.operator.Operators;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda operators remove}. */
@Command(
        name = "remove",
        description = "Removes an operator. The token is not valid any more, and the sessions in browsers end.",
        footer = {
            "  gioconda operators remove lisa",
            "  gioconda operators remove operator      the one that the server created"
        })
final class OperatorsRemoveCommand extends GiocondaCommand {

    @Parameters(paramLabel = "NAME", description = "The operator.")
    private String name = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private WorkFolderOptions work = new WorkFolderOptions();

    @Override
    protected int run() throws IOException {
        if (!new Operators(work.folder(store)).remove(name)) {
            throw new IOException("There is no operator \"%s\" in %s. \"gioconda operators list\" lists the operators."
                    .formatted(name, work.folder(store)));
        }
        print(Map.of("removed", name), "Removed %s.".formatted(name));
        return ExitCode.OK;
    }
}
