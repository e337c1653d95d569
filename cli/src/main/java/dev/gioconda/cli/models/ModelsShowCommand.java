package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionManifest;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda models show}. */
@Command(
        name = "show",
        description = "Prints the manifest of a version: architecture, data, recipe, metrics and hashes.",
        footer = {"  gioconda models show compact", "  gioconda models show compact/20261124-101500 --json"})
final class ModelsShowCommand extends GiocondaCommand {

    @Parameters(paramLabel = "MODEL", description = "NAME/VERSION, or a name for its champion.")
    private String model = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        return store.use(objectStore -> {
            ModelRegistry registry = store.registry(objectStore);
            VersionManifest manifest = registry.manifest(StoreOptions.resolveVersion(registry, model));
            print(manifest.tree(), manifest.tree().toPrettyString());
            return ExitCode.OK;
        });
    }
}
