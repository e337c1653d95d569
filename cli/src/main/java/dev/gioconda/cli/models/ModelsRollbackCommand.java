package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ChangeOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.PromotionLogPrinter;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda models rollback}. */
@Command(
        name = "rollback",
        description = "Reverts the last promotion: the previous champion becomes the champion again.",
        footer = "  gioconda models rollback compact --why \"it calls frowns smiles\"")
final class ModelsRollbackCommand extends GiocondaCommand {

    @Parameters(paramLabel = "NAME", description = "The model.")
    private String name = "";

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        UsageException.asUsageError(() -> new VersionId(name, "any"));
        return store.use(objectStore -> {
            LogEntry entry = store.registry(objectStore).rollback(name, change.author(), change.reason(""));
            new PromotionLogPrinter(output()).print(name, entry);
            return ExitCode.OK;
        });
    }
}
