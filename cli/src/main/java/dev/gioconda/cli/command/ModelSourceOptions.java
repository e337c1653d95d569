package dev.gioconda.cli.command;

import dev.gioconda.model.ModelLocator;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Resolves {@code --model}: a folder, a stored version, a local version, or the embedded model. */
public final class ModelSourceOptions {

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    /** Resolves model references with the store that the user named, if any. */
    public ModelLocator locator() {
        return new ModelLocator(
                models.localModels(), store.isNamed() ? this::findStored : ModelLocator.StoredModels.NONE);
    }

    /** The folder of the version that a reference means. */
    public Path find(String reference) throws IOException {
        return locator().find(reference);
    }

    private Optional<Path> findStored(String reference) throws IOException {
        return store.use(objectStore -> {
            ModelRegistry registry = store.registry(objectStore);
            Optional<VersionId> version = registry.find(reference);
            return version.isEmpty() ? Optional.empty() : Optional.of(registry.fetch(version.get()));
        });
    }
}
