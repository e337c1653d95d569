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

/** Versions without a manifest, left by a process that was killed or lost its connection while it saved them. */
final class OrphanedVersions {

    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final ObjectStore store;
    private final SaveLease leases;
    private final Duration minAge;

    /**
     * The orphaned versions of a store.
     *
     * @param minAge time since the last activity on a version, at least {@link SaveLease#LEASE_TIME}
     */
    OrphanedVersions(ObjectStore store, SaveLease leases, Duration minAge) {
        if (minAge.compareTo(SaveLease.LEASE_TIME) < 0) {
            throw new IllegalArgumentException(
                    "Incomplete versions younger than %d hours may be in the process of being saved: expected at least that age, received %s."
                            .formatted(SaveLease.LEASE_TIME.toHours(), minAge));
        }
        this.store = store;
        this.leases = leases;
        this.minAge = minAge;
    }

    /** Decides whether the files of a version without a manifest can be deleted, and deletes them on request. */
    OrphanedVersion assess(VersionId id, List<ObjectStore.ObjectSummary> files, Set<String> promoted, boolean remove)
            throws IOException {
        if (promoted.contains(id.version())) {
            return orphan(
                    id,
                    files,
                    false,
                    "It was promoted and its manifest is missing; restore the manifest from a backup.");
        }
        Optional<Instant> since = leases.activeSince(id).or(() -> createdAt(id));
        if (since.isEmpty()) {
            return orphan(id, files, false, "Its age is unknown; delete it manually.");
        }
        if (since.get().isAfter(leases.clock().instant().minus(minAge))) {
            return orphan(id, files, false, "It may be in the process of being saved since %s.".formatted(since.get()));
        }
        if (remove && !remove(id, files)) {
            return orphan(id, files, false, "Another process is working on it.");
        }
        return orphan(
                id, files, true, "It has no manifest, and there was no activity since %s.".formatted(since.get()));
    }

    private boolean remove(VersionId id, List<ObjectStore.ObjectSummary> files) throws IOException {
        Optional<SaveLease.LeaseHandle> lease = leases.acquireRemoval(id);
        if (lease.isEmpty()) {
            return false;
        }
        try {
            Instant cutoff = leases.clock().instant().minus(minAge);
            boolean saveInProgress = leases.activeSince(id)
                    .filter(since -> since.isAfter(cutoff))
                    .isPresent();
            if (saveInProgress || store.get(id.key(VersionManifest.FILE), 0, 0).isPresent()) {
                return false;
            }
            for (ObjectStore.ObjectSummary file : files) {
                store.delete(file.key());
            }
            for (String leaseKey : leases.leaseKeys(id)) {
                store.delete(leaseKey);
            }
            return true;
        } finally {
            leases.release(lease.get());
        }
    }

    private static OrphanedVersion orphan(
            VersionId id, List<ObjectStore.ObjectSummary> files, boolean removable, String reason) {
        List<String> keys = new ArrayList<>();
        long bytes = 0;
        for (ObjectStore.ObjectSummary file : files) {
            keys.add(file.key());
            bytes += file.size();
        }
        return new OrphanedVersion(id, keys, bytes, removable, reason);
    }

    /** When a version was created according to its name, for files without a lease. */
    private static Optional<Instant> createdAt(VersionId id) {
        try {
            return Optional.of(LocalDateTime.parse(id.version(), VERSION).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException otherName) {
            return Optional.empty();
        }
    }
}
