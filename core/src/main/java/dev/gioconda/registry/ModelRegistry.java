package dev.gioconda.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The models of a store. Any number of threads and processes may use one store. Every method throws {@link IOException} if the store
 * fails or an object is damaged, and {@link IllegalArgumentException} for an invalid name.
 */
public final class ModelRegistry {

    private final ObjectStore store;
    private final VersionCache cache;
    private final VersionValidator validator;
    private final SaveLease leases;

    /** Additional validation of a version's folder before it is saved or promoted, for example that the model can be loaded. */
    @FunctionalInterface
    public interface VersionValidator {
        /** No additional validation. */
        VersionValidator NONE = folder -> {};

        /** Throws an {@link IOException} with the reason if the version is invalid. */
        void validate(Path folder) throws IOException;
    }

    /**
     * Opens the models of a store.
     *
     * @param cache a local folder for fetched versions; created on first use
     * @param clock for log entries and leases
     */
    public ModelRegistry(ObjectStore store, Path cache, VersionValidator validator, Clock clock) {
        this.store = store;
        this.cache = new VersionCache(cache);
        this.validator = validator;
        this.leases = new SaveLease(store, clock);
    }

    // ---- versions

    /**
     * Saves a version atomically: it becomes visible when all of its files are stored. Saving an equal version again has no effect.
     *
     * @param folder with the manifest and the files that it lists
     */
    public VersionManifest save(Path folder) throws IOException {
        VersionManifest manifest = VersionWriter.read(folder);
        validator.validate(folder);
        new VersionWriter(store, leases).write(folder, manifest);
        return manifest;
    }

    /** All versions of all models, by name and then version. */
    public List<VersionId> versions() throws IOException {
        return files(VersionId.MODELS).entrySet().stream()
                .filter(version -> hasManifest(version.getKey(), version.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The manifest of a version. */
    public VersionManifest manifest(VersionId id) throws IOException {
        String key = id.key(VersionManifest.FILE);
        byte[] bytes = store.get(key)
                .orElseThrow(() -> new IOException(
                        "There is no %s in %s. List the models to see all versions, or add this version."
                                .formatted(id, store)));
        return VersionManifest.parse(store + "/" + key, bytes, id);
    }

    /** A local folder with the version, whose files match their hashes. It is shared and must not be modified. */
    public Path fetch(VersionId id) throws IOException {
        return cache.get(store, manifest(id));
    }

    /** Compares every file of a version in the store with its hash, and validates the version. */
    public void verify(VersionId id) throws IOException {
        VersionManifest manifest = manifest(id);
        if (cache.contains(manifest)) {
            for (Map.Entry<String, String> file : manifest.files().entrySet()) {
                VersionCache.compare(store, id, file.getKey(), file.getValue(), chunk -> {});
            }
        }
        validator.validate(cache.get(store, manifest));
    }

    /**
     * Exports a version to the local disk.
     *
     * @param target a folder or a {@code .zip} file; must not exist
     */
    public void export(VersionId id, Path target) throws IOException {
        VersionManifest manifest = manifest(id);
        VersionExport.write(cache.get(store, manifest), manifest, target);
    }

    // ---- the promotion log

    /**
     * Makes a version its model's champion if {@link #verify} succeeds.
     *
     * @param gate report of a comparison, {@link LogEntry#NO_GATE} for none
     */
    public LogEntry promote(VersionId id, String who, String why, ObjectNode gate) throws IOException {
        LogEntry.requireShort(why);
        verify(id);
        return log(id.name()).append(LogEntry.Action.PROMOTE, last -> id.version(), who, why, gate);
    }

    /**
     * Makes a version its model's champion as {@link #promote} does, on a condition about the current champion.
     *
     * @param mayReplace receives the champion immediately before the write, and again after a concurrent write
     * @return empty if the condition is false or there is no champion; the log is unchanged then
     */
    public Optional<LogEntry> promoteIfChampion(
            VersionId id, Predicate<VersionId> mayReplace, String who, String why, ObjectNode gate) throws IOException {
        LogEntry.requireShort(why);
        verify(id);
        PromotionLog log = log(id.name());
        try {
            return Optional.of(log.append(
                    LogEntry.Action.PROMOTE,
                    last -> {
                        if (last == 0
                                || !mayReplace.test(
                                        new VersionId(id.name(), log.entry(last).version()))) {
                            throw new ChampionKeptException();
                        }
                        return id.version();
                    },
                    who,
                    why,
                    gate));
        } catch (ChampionKeptException kept) {
            return Optional.empty();
        }
    }

    /** The condition of a conditional promotion is false. */
    private static final class ChampionKeptException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Undoes the last promotion: the previous champion serves again if {@link #verify} succeeds for it. */
    public LogEntry rollback(String name, String who, String why) throws IOException {
        LogEntry.requireShort(why);
        PromotionLog log = log(name);
        return log.append(
                LogEntry.Action.ROLLBACK,
                last -> {
                    String previous = RollbackHistory.previousChampion(log.entriesUpTo(last))
                            .orElseThrow(() -> noPreviousChampion(name));
                    verify(new VersionId(name, previous));
                    return previous;
                },
                who,
                why,
                LogEntry.NO_GATE);
    }

    /** All promotions and rollbacks of a model, oldest first. */
    public List<LogEntry> history(String name) throws IOException {
        return log(name).history();
    }

    /** The promotions and rollbacks that can be read, with what is damaged. */
    public ReadableHistory readableHistory(String name) throws IOException {
        return log(name).readable();
    }

    /** The last promotion or rollback; empty if none was promoted. */
    public Optional<LogEntry> lastChange(String name) throws IOException {
        return log(name).last();
    }

    /** The version that serves now; empty if none was promoted. */
    public Optional<VersionId> champion(String name) throws IOException {
        return lastChange(name).map(entry -> new VersionId(name, entry.version()));
    }

    /** The champion and the versions that rollbacks would return to, in that order, as far as the log can be read. */
    public List<VersionId> readableChampions(String name) throws IOException {
        return RollbackHistory.champions(readableHistory(name).entries()).stream()
                .map(version -> new VersionId(name, version))
                .distinct()
                .toList();
    }

    /**
     * The version that a reference means.
     *
     * @param reference {@code name/version}, or a name, which stands for its champion
     * @return empty if there is no such version and no model of that name
     * @throws IOException if the model has versions, but no champion
     */
    public Optional<VersionId> find(String reference) throws IOException {
        for (VersionId id : versions()) {
            if (id.toString().equals(reference)) {
                return Optional.of(id);
            }
            if (id.name().equals(reference)) {
                return Optional.of(champion(reference)
                        .orElseThrow(() -> new IOException(
                                "There is no champion of %s, since no version was promoted. Expected a version, such as %s."
                                        .formatted(reference, id))));
            }
        }
        return Optional.empty();
    }

    /** The entry that was valid at an instant; empty before the first promotion. */
    public Optional<LogEntry> servedAt(String name, Instant instant) throws IOException {
        List<LogEntry> entries = history(name).stream()
                .filter(entry -> !entry.when().isAfter(instant))
                .toList();
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    // ---- orphaned versions

    /**
     * Finds the files of versions without a manifest, and deletes those that are not being saved.
     *
     * @param minAge time since the last activity on a version, at least 12 hours
     * @param remove false to report only
     */
    public List<OrphanedVersion> gc(Duration minAge, boolean remove) throws IOException {
        OrphanedVersions orphans = new OrphanedVersions(store, leases, minAge);
        List<OrphanedVersion> assessed = new ArrayList<>();
        for (Map.Entry<VersionId, List<ObjectStore.ObjectSummary>> version :
                files(VersionId.MODELS).entrySet()) {
            if (!hasManifest(version.getKey(), version.getValue())) {
                Set<String> promoted = history(version.getKey().name()).stream()
                        .map(LogEntry::version)
                        .collect(Collectors.toSet());
                assessed.add(orphans.assess(version.getKey(), version.getValue(), promoted, remove));
            }
        }
        return assessed;
    }

    private PromotionLog log(String name) {
        return new PromotionLog(store, name, leases.clock());
    }

    private static IOException noPreviousChampion(String name) {
        return new IOException(
                "No version was promoted before the champion of %s, so there is no version to roll back to. Read the history of the model, or promote another version."
                        .formatted(name));
    }

    private static boolean hasManifest(VersionId id, List<ObjectStore.ObjectSummary> files) {
        return files.stream().anyMatch(file -> file.key().equals(id.key(VersionManifest.FILE)));
    }

    /** The files of all versions, with and without a manifest. */
    private Map<VersionId, List<ObjectStore.ObjectSummary>> files(String prefix) throws IOException {
        Map<VersionId, List<ObjectStore.ObjectSummary>> versions = new TreeMap<>(VersionId.ORDER);
        for (ObjectStore.ObjectSummary listed : store.list(prefix)) {
            String[] parts = listed.key().split("/", -1);
            if (parts.length == 4 && VersionId.isName(parts[1]) && VersionId.isVersion(parts[2])) {
                versions.computeIfAbsent(new VersionId(parts[1], parts[2]), id -> new ArrayList<>())
                        .add(listed);
            }
        }
        return versions;
    }
}
