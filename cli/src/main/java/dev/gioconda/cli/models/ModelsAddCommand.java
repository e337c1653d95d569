package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.registry.VersionManifest;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda models add}. */
@Command(
        name = "add",
        description =
                "Adds a version that was trained on this machine to the store, after checking its hashes and loading it.",
        footer = {
            "  gioconda models add compact --store s3://bucket/prefix",
            "  gioconda models add models/compact/20261124-101500"
        })
final class ModelsAddCommand extends GiocondaCommand {

    @Parameters(paramLabel = "MODEL", description = "A model's name, NAME/VERSION, or the folder of a version.")
    private String model = "";

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        Path folder = models.locator().find(model);
        return store.use(objectStore -> {
            VersionManifest manifest = store.registry(objectStore).save(folder);
            print(manifest.tree(), "%s was added to %s".formatted(manifest.id(), objectStore));
            return ExitCode.OK;
        });
    }
}
