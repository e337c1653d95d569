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

/** {@code gioconda models promote}. */
@Command(
        name = "promote",
        description =
                "Makes a version the champion of its model, after checking its hashes and loading it. --why is required.",
        footer = "  gioconda models promote compact 20261124-101500 --why \"better on faces with glasses\"")
final class ModelsPromoteCommand extends GiocondaCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The model.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version that becomes the champion.")
    private String version = "";

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        VersionId id = UsageException.asUsageError(() -> new VersionId(name, version));
        String reason = change.requireReason(line());
        return store.use(objectStore -> {
            LogEntry entry = store.registry(objectStore).promote(id, change.author(), reason, LogEntry.NO_GATE);
            new PromotionLogPrinter(output()).print(name, entry);
            return ExitCode.OK;
        });
    }
}
