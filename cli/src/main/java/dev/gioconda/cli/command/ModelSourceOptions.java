package dev.gioconda.cli.command;

import dev.gioconda.model.ModelFiles;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Which model answers: one from the store if a store is named and has it, else one that lies here, else the embedded one. */
public final class ModelSourceOptions {

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    /** The folder of the version that a user means. */
    public Path find(String reference) throws IOException {
        if (store.isNamed() && !Files.isRegularFile(Path.of(reference).resolve(ModelFiles.MANIFEST))) {
            try (ObjectStore objectStore = store.open()) {
                Optional<Path> stored = findStored(store.registry(objectStore), reference);
                if (stored.isPresent()) {
                    return stored.get();
                }
            }
        }
        return models.localModels().find(reference);
    }

    private static Optional<Path> findStored(ModelRegistry registry, String reference) throws IOException {
        for (VersionId id : registry.versions()) {
            if (id.name().equals(reference)) { // a name means its champion
                VersionId champion = registry.champion(reference)
                        .orElseThrow(() -> new IOException(
                                "No version of %s was promoted yet. Say \"gioconda models promote\", or name a version, such as %s."
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
