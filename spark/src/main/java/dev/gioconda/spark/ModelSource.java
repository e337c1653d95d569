package dev.gioconda.spark;

import dev.gioconda.file.UserCache;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.ModelLocator;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Where model versions are found, on the driver and on each executor: a folder, the object store, the folder {@code models}, the embedded
 * model.
 *
 * @param store its address; empty for none
 */
record ModelSource(String store) {

    private static final String LOCAL_MODELS = "models";

    /** A reference that keeps its meaning while the job runs, also if another version is promoted: of a stored model, the version. */
    String pinned(String reference) throws IOException {
        if (store.isEmpty() || Files.isRegularFile(Path.of(reference).resolve(ModelFiles.MANIFEST))) {
            return reference;
        }
        try (ObjectStore objects = Stores.open(store)) {
            return registry(objects).find(reference).map(VersionId::toString).orElse(reference);
        }
    }

    /** The local folder of a version; of a stored one, in this machine's cache. */
    Path folder(String reference) throws IOException {
        return new ModelLocator(
                        new LocalModels(Path.of(LOCAL_MODELS)),
                        store.isEmpty() ? ModelLocator.StoredModels.NONE : this::fetch)
                .find(reference);
    }

    private Optional<Path> fetch(String reference) throws IOException {
        try (ObjectStore objects = Stores.open(store)) {
            ModelRegistry registry = registry(objects);
            Optional<VersionId> version = registry.find(reference);
            return version.isEmpty() ? Optional.empty() : Optional.of(registry.fetch(version.get()));
        }
    }

    private static ModelRegistry registry(ObjectStore objects) {
        return new ModelRegistry(objects, UserCache.folder().resolve("models"), Classifier::load, Clock.systemUTC());
    }
}
