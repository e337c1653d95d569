package dev.gioconda.retrain;

import dev.gioconda.model.LocalModels;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A promotion by an operator. The version that is part of the program is saved first if the store does not hold it, so that a new store
 * gets its first champion in one step. A challenger that did not pass the gate needs a reason in words.
 *
 * @param registry of the versions
 * @param store with the gate reports, the same that the registry uses
 * @param who promotes, for the promotion log
 */
public record OperatorPromotion(ModelRegistry registry, ObjectStore store, String who) {

    private static final int MIN_WORDS = 3;

    /** The version of a model that is part of the program; empty for other models. */
    public static Optional<VersionId> embedded(String model) throws IOException {
        return model.equals(LocalModels.EMBEDDED)
                ? Optional.of(VersionId.parse(
                        ModelFiles.manifest(LocalModels.embedded()).id()))
                : Optional.empty();
    }

    /** The version to offer as the first champion of a model: the embedded one; empty if the model has a champion. */
    public static Optional<VersionId> firstChampion(ModelRegistry registry, String model) throws IOException {
        return registry.champion(model).isPresent() ? Optional.empty() : embedded(model);
    }

    /**
     * Makes a version its model's champion.
     *
     * @param why the reason; at least three words for a challenger that did not pass the gate
     * @throws IOException if the version cannot be promoted, or did not pass the gate and the reason is too short; its message states
     *     what the version failed
     */
    public LogEntry promote(VersionId id, String why) throws IOException {
        LogEntry.requireShort(why);
        GateReports reports = new GateReports(store);
        String failure = reports.find(id).map(GateReports.GateReport::failure).orElse("");
        if (!failure.isEmpty() && why.strip().split("\\s+", -1).length < MIN_WORDS) {
            throw new IOException(
                    "%s did not pass the gate: %s. To promote it nevertheless, give the reason in words, at least %d."
                            .formatted(id, failure, MIN_WORDS));
        }
        if (embedded(id.name()).equals(Optional.of(id)) && !registry.versions().contains(id)) {
            Path folder = LocalModels.embedded();
            registry.save(folder);
        }
        return registry.promote(id, who, why, reports.stored(id));
    }
}
