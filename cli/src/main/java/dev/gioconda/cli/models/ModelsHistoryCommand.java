package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.InstantConverter;
import dev.gioconda.cli.command.PromotionLogPrinter;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda models history}. */
@Command(
        name = "history",
        description = "Prints the promotion log of a model: who promoted which version, when and why.",
        footer = {"  gioconda models history compact --json", "  gioconda models history compact --at 2026-11-24T14:03"
        })
final class ModelsHistoryCommand extends GiocondaCommand {

    @Parameters(paramLabel = "NAME", description = "The model.")
    private String name = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description =
                    "Only the entry of the version that was champion at this time, such as 2026-11-24T14:03 (local time) or "
                            + "2026-11-24T14:03Z. Default: all entries.")
    private @Nullable Instant at;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        UsageException.asUsageError(() -> new VersionId(name, "any"));
        return store.use(objectStore -> {
            ModelRegistry registry = store.registry(objectStore);
            Instant instant = at;
            List<LogEntry> entries = instant == null
                    ? registry.history(name)
                    : registry.servedAt(name, instant).stream().toList();
            PromotionLogPrinter printer = new PromotionLogPrinter(output());
            entries.forEach(entry -> printer.print(name, entry));
            if (!entries.isEmpty()) {
                return ExitCode.OK;
            }
            printError("No version of %s was promoted in %s%s."
                    .formatted(name, objectStore, instant == null ? "" : " before " + instant));
            return instant == null ? ExitCode.OK : ExitCode.FAILED;
        });
    }
}
