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

/** {@code gioconda models rollback}. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Takes the last promotion back: the version before the champion answers again.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda models rollback compact --why \"it calls frowns smiles\"")
final class ModelsRollbackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The model.")
    private String name = "";

    @Option(names = "--why", description = "The reason, for the log.")
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
        UsageException.asUsageError(() -> new VersionId(name, "any"));
        try (ObjectStore objectStore = store.open()) {
            LogEntry entry = store.registry(objectStore).rollback(name, author, reason);
            new PromotionLogPrinter(spec.commandLine().getOut(), json).print(name, entry);
        }
        return 0;
    }
}
