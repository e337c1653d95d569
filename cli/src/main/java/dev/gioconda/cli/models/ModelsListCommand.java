package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda models list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the versions in the store; a star marks the champions.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda models list --store s3://bucket/prefix --json")
final class ModelsListCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only the versions of this model.")
    private String name = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object a version and line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        ModelPrinter printer =
                new ModelPrinter(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
        try (ObjectStore objectStore = store.open()) {
            boolean allValid = printer.print(objectStore, store.registry(objectStore), name);
            printer.out().flush();
            return allValid ? 0 : ExitCode.FAILED;
        }
    }
}
