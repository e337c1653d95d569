package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ChangeOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.PromotionLogPrinter;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.retrain.OperatorPromotion;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code gioconda models promote}. */
@Command(
        name = "promote",
        description =
                "Makes a version the champion of its model, after checking its hashes and loading it. --why is required. "
                        + "The version that is part of the program is added to the store first.",
        footer = {
            "  gioconda models promote smile --why \"the first champion\"     the version that is part of the program",
            "  gioconda models promote compact 20261124-101500 --why \"better on faces with glasses\""
        })
final class ModelsPromoteCommand extends GiocondaCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The model.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description =
                    "The version that becomes the champion. Default: for the first champion, the version that is part of the program.")
    private String version = "";

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        UsageException.asUsageError(() -> new VersionId(name, version.isEmpty() ? "any" : version));
        String reason = change.requireReason(line());
        return store.use(objectStore -> {
            ModelRegistry registry = store.registry(objectStore);
            VersionId id = version.isEmpty() ? firstChampion(registry) : new VersionId(name, version);
            LogEntry entry = new OperatorPromotion(registry, objectStore, change.author()).promote(id, reason);
            new PromotionLogPrinter(output()).print(name, entry);
            return ExitCode.OK;
        });
    }

    private VersionId firstChampion(ModelRegistry registry) throws IOException {
        return OperatorPromotion.firstChampion(registry, name)
                .orElseThrow(() -> new ParameterException(
                        line(),
                        "Missing required parameter: 'VERSION'. It can be left out for the first champion of \"%s\" only."
                                .formatted(LocalModels.EMBEDDED)));
    }
}
