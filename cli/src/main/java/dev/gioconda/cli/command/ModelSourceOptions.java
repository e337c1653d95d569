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
        return store.use(objectStore -> findStored(store.registry(objectStore), reference));
    }

    private static Optional<Path> findStored(ModelRegistry registry, String reference) throws IOException {
        for (VersionId id : registry.versions()) {
            if (id.name().equals(reference)) { // a name stands for its champion
                VersionId champion = registry.champion(reference)
                        .orElseThrow(() -> new IOException(
                                "No version of %s was promoted yet. Promote one with \"gioconda models promote\", or give a version, such as %s."
                                        .formatted(reference, id)));
                return Optional.of(registry.fetch(champion));
            }
            if (id.toString().equals(reference)) {
                return Optional.of(registry.fetch(id));
            }
        }
        return Optional.empty();
    }
}
