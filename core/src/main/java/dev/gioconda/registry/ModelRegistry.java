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
 * The models of a store. Any number of threads and processes may use one store; every method throws {@link IOException} with a
 * sentence when the store fails or holds something damaged, and {@link IllegalArgumentException} for what is no name.
 */
public final class ModelRegistry {

    private final ObjectStore store;
    private final VersionCache cache;
    private final VersionValidator validator;
    private final SaveLease leases;

    /** What else must hold of a version's folder before it is saved or promoted; that it loads, for example. */
    @FunctionalInterface
    public interface VersionValidator {
        /** Nothing else. */
        VersionValidator NONE = folder -> {};

        /** Refuses with an {@link IOException} that says why. */
        void validate(Path folder) throws IOException;
    }

    /**
     * The models of a store.
     *
     * @param cache a local folder that keeps what was fetched; made when it is needed
     * @param clock says when things happen
     */
    public ModelRegistry(ObjectStore store, Path cache, VersionValidator validator, Clock clock) {
        this.store = store;
        this.cache = new VersionCache(cache);
        this.validator = validator;
        this.leases = new SaveLease(store, clock);
    }

    // ---- versions

    /**
     * Saves a version. It is visible when this returns, whole, and not before; saving the very same again changes nothing.
     *
     * @param folder with its manifest and the files that it names
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

    /** What a version is. */
    public VersionManifest manifest(VersionId id) throws IOException {
        String key = id.key(VersionManifest.FILE);
        byte[] bytes = store.get(key)
                .orElseThrow(() -> new IOException(
                        "There is no %s in %s. \"models list\" says what there is, \"models add\" brings a version there."
                                .formatted(id, store)));
        return VersionManifest.parse(store + "/" + key, bytes, id);
    }

    /** A version's local folder, every file of which agrees with its hash. It is shared and must not be changed. */
    public Path fetch(VersionId id) throws IOException {
        return cache.get(store, manifest(id));
    }

    /** Reads a version in the store through, compares every file with its hash, and inspects it. */
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
     * Copies a version out of the store.
     *
     * @param target a folder or a {@code .zip}; must not be there yet
     */
    public void export(VersionId id, Path target) throws IOException {
        VersionManifest manifest = manifest(id);
        VersionExport.write(cache.get(store, manifest), manifest, target);
    }

    // ---- the promotion log

    /**
     * Makes a version its model's champion, after {@link #verify} found nothing.
     *
     * @param gate what a comparison said, {@link LogEntry#NO_GATE} when there was none
     */
    public LogEntry promote(VersionId id, String who, String why, ObjectNode gate) throws IOException {
        verify(id);
        return log(id.name()).append(LogEntry.Action.PROMOTE, last -> id.version(), who, why, gate);
    }

    /**
     * Makes a version its model's champion as {@link #promote} does, if the one that is it at that very moment may go.
     *
     * @param mayReplace is asked about the champion right before, and again when somebody else was faster
     * @return empty when it may not, or when there is none; nothing has changed then
     */
    public Optional<LogEntry> promoteIfChampion(
            VersionId id, Predicate<VersionId> mayReplace, String who, String why, ObjectNode gate) throws IOException {
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

    /** The champion stays. */
    private static final class ChampionKeptException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Takes the last promotion back: the version before the champion answers again, after {@link #verify} found nothing. */
    public LogEntry rollback(String name, String who, String why) throws IOException {
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

    /** All promotions and rollbacks of a model, the oldest first. */
    public List<LogEntry> history(String name) throws IOException {
        return log(name).history();
    }

    /** The version that answers now; nothing when none was promoted yet. */
    public Optional<VersionId> champion(String name) throws IOException {
        return log(name).last().map(entry -> new VersionId(name, entry.version()));
    }

    /** The entry that was in force at an instant; nothing before the first promotion. */
    public Optional<LogEntry> servedAt(String name, Instant instant) throws IOException {
        List<LogEntry> entries = history(name).stream()
                .filter(entry -> !entry.when().isAfter(instant))
                .toList();
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    // ---- leftovers

    /**
     * Finds the files of versions that never got a manifest, and removes those that nobody works on any more.
     *
     * @param minAge how long nobody must have been at work, at least 12 hours
     * @param remove false to only say what would be removed
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
                "Nothing was promoted before the champion of %s, so there is nothing to go back to. \"models history %s\" shows what was promoted, \"models promote\" chooses any version."
                        .formatted(name, name));
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
