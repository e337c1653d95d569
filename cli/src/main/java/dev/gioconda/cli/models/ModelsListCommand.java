package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda models list}. */
@Command(
        name = "list",
        description = "Lists the versions in the store; an asterisk marks the champions.",
        footer = "  gioconda models list --store s3://bucket/prefix --json")
final class ModelsListCommand extends GiocondaCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "Only the versions of this model. Default: all models.")
    private String name = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        ModelPrinter printer = new ModelPrinter(output());
        return store.use(objectStore ->
                printer.print(objectStore, store.registry(objectStore), name) ? ExitCode.OK : ExitCode.FAILED);
    }
}
