package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.InstantConverter;
import dev.gioconda.cli.command.PromotionLogPrinter;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda models history}. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says who promoted which version when and why, or which one answered at a moment.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda models history compact --json", "  gioconda models history compact --at 2026-11-24T14:03"
        })
final class ModelsHistoryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The model.")
    private String name = "";

    @Option(
            names = "--at",
            paramLabel = "MOMENT",
            converter = InstantConverter.class,
            description =
                    "Only the entry that was in force then, such as 2026-11-24T14:03 (here) or 2026-11-24T14:03Z.")
    private @Nullable Instant at;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object an entry and line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        UsageException.asUsageError(() -> new VersionId(name, "any"));
        try (ObjectStore objectStore = store.open()) {
            ModelRegistry registry = store.registry(objectStore);
            PromotionLogPrinter printer =
                    new PromotionLogPrinter(spec.commandLine().getOut(), json);
            Instant instant = at;
            List<LogEntry> entries = instant == null
                    ? registry.history(name)
                    : registry.servedAt(name, instant).stream().toList();
            entries.forEach(entry -> printer.print(name, entry));
            if (entries.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "No version of %s was promoted in %s%s.%n",
                                name, objectStore, instant == null ? "" : " until " + instant);
            }
            return entries.isEmpty() && instant != null ? ExitCode.FAILED : 0;
        }
    }
}
