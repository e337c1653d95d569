package dev.gioconda.registry;

import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Files of versions that never got a manifest: somebody was killed, or lost the connection for good. */
final class Leftovers {

    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final ObjectStore store;
    private final Saving saving;
    private final Duration age;

    /**
     * The leftovers of a store.
     *
     * @param age how long nobody must have been at work on them, at least {@link Saving#LEASE}
     */
    Leftovers(ObjectStore store, Saving saving, Duration age) {
        if (age.compareTo(Saving.LEASE) < 0) {
            throw new IllegalArgumentException(
                    "Leftovers younger than %d hours may be the work of somebody who saves right now: expected at least that age, not %s."
                            .formatted(Saving.LEASE.toHours(), age));
        }
        this.store = store;
        this.saving = saving;
        this.age = age;
    }

    /** Judges the files of a version without a manifest, and removes them if that is wanted. */
    Leftover judge(VersionId id, List<ObjectStore.Listed> files, Set<String> promoted, boolean remove)
            throws IOException {
        if (promoted.contains(id.version())) {
            return leftover(id, files, false, "It was promoted; its manifest is missing, restore it from a copy.");
        }
        Optional<Instant> since = saving.since(id).or(() -> made(id));
        if (since.isEmpty()) {
            return leftover(id, files, false, "Nobody wrote down since when it is there; remove it by hand.");
        }
        if (since.get().isAfter(saving.clock().instant().minus(age))) {
            return leftover(id, files, false, "Somebody may be saving it since %s.".formatted(since.get()));
        }
        if (remove && !remove(id, files)) {
            return leftover(id, files, false, "Somebody else began to work on it.");
        }
        return leftover(id, files, true, "It has no manifest, and nobody saves it since %s.".formatted(since.get()));
    }

    private boolean remove(VersionId id, List<ObjectStore.Listed> files) throws IOException {
        Optional<Saving.Note> ours = saving.beginRemoving(id);
        if (ours.isEmpty()) {
            return false;
        }
        try {
            Instant latest = saving.clock().instant().minus(age);
            boolean begun =
                    saving.since(id).filter(since -> since.isAfter(latest)).isPresent();
            if (begun || store.get(id.key(VersionManifest.FILE), 0, 0).isPresent()) {
                return false;
            }
            for (ObjectStore.Listed file : files) {
                store.delete(file.key());
            }
            for (String note : saving.notes(id)) {
                store.delete(note);
            }
            return true;
        } finally {
            saving.end(ours.get());
        }
    }

    private static Leftover leftover(VersionId id, List<ObjectStore.Listed> files, boolean removable, String reason) {
        List<String> keys = new ArrayList<>();
        long bytes = 0;
        for (ObjectStore.Listed file : files) {
            keys.add(file.key());
            bytes += file.size();
        }
        return new Leftover(id, keys, bytes, removable, reason);
    }

    /** When a version was made, if its name says so: whoever brought its files here without us left no note. */
    private static Optional<Instant> made(VersionId id) {
        try {
            return Optional.of(LocalDateTime.parse(id.version(), VERSION).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException otherName) {
            return Optional.empty();
        }
    }
}
