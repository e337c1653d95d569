package dev.gioconda.server.classify;

import dev.gioconda.inference.ServedModel;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the champion of one model from the registry.
 *
 * @param registry with the model's versions
 * @param name of the model
 * @param options of the loaded model
 */
public record ChampionLoader(ModelRegistry registry, String name, ServedModel.LoadOptions options) {

    private static final Logger LOG = LoggerFactory.getLogger(ChampionLoader.class);

    /** The promotion or rollback that made the champion; empty if no version was promoted. */
    Optional<LogEntry> lastChange() throws IOException {
        return registry.lastChange(name);
    }

    /** Fetches, verifies and loads a version. */
    ServedModel load(VersionId id) throws IOException {
        return ServedModel.load(registry.fetch(id), options);
    }

    /**
     * The model to serve at the start: the champion. If it or the promotion log is damaged, the newest version to which a rollback
     * would return and that can be loaded; without any, the embedded model if it has the requested name.
     */
    public ServedModel initialModel() throws IOException {
        IOException failure = null;
        for (VersionId id : registry.readableChampions(name)) {
            try {
                return load(id);
            } catch (IOException | IllegalArgumentException damaged) {
                LOG.error("{} cannot be loaded: {}", id, damaged.getMessage());
                failure = damaged instanceof IOException io ? io : new IOException(damaged.getMessage(), damaged);
            }
        }
        if (!name.equals(LocalModels.EMBEDDED)) {
            throw noVersion(failure);
        }
        return ServedModel.load(LocalModels.embedded(), options);
    }

    private IOException noVersion(@Nullable IOException failure) {
        return failure != null
                ? failure
                : new IOException(
                        "No version of the model \"%s\" is promoted in this store. Run \"gioconda models promote %s VERSION\", or serve \"%s\", which is part of the program."
                                .formatted(name, name, LocalModels.EMBEDDED));
    }
}
