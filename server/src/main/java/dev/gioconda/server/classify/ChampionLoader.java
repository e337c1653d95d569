package dev.gioconda.server.classify;

import dev.gioconda.inference.ServedModel;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.util.Optional;

/**
 * Loads the champion of one model from the registry.
 *
 * @param registry with the model's versions
 * @param name of the model
 * @param options of the loaded model
 */
public record ChampionLoader(ModelRegistry registry, String name, ServedModel.LoadOptions options) {

    /** The champion's id; empty if no version was promoted. */
    Optional<VersionId> champion() throws IOException {
        return registry.champion(name);
    }

    /** Fetches, verifies and loads a version. */
    ServedModel load(VersionId id) throws IOException {
        return ServedModel.load(registry.fetch(id), options);
    }

    /** The model to serve at the start: the champion, else the embedded model if it has the requested name. */
    public ServedModel initialModel() throws IOException {
        Optional<VersionId> champion = champion();
        if (champion.isPresent()) {
            return load(champion.get());
        }
        if (!name.equals(LocalModels.EMBEDDED)) {
            throw new IOException(
                    "No version of the model \"%s\" is promoted in this store. Run \"gioconda models promote %s VERSION\", or serve \"%s\", which is part of the program."
                            .formatted(name, name, LocalModels.EMBEDDED));
        }
        return ServedModel.load(LocalModels.embedded(), options);
    }
}
