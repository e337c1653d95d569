package dev.gioconda.cli.models;

import dev.gioconda.cli.command.PromotionLogPrinter;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda models promote}. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes a version the champion of its name, once it is found whole and loads.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda models promote compact 20261124-101500 --why \"better on faces with glasses\"")
final class ModelsPromoteCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The model.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version that shall answer.")
    private String version = "";

    @Option(names = "--why", required = true, description = "The reason, for the log.")
    private String reason = "";

    @Option(names = "--who", description = "Who does it. Default: ${DEFAULT-VALUE}.", defaultValue = "${sys:user.name}")
    private String author = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print the entry of the log.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        VersionId id = UsageException.asUsageError(() -> new VersionId(name, version));
        try (ObjectStore objectStore = store.open()) {
            LogEntry entry = store.registry(objectStore).promote(id, author, reason, LogEntry.NO_GATE);
            new PromotionLogPrinter(spec.commandLine().getOut(), json).print(name, entry);
        }
        return 0;
    }
}
