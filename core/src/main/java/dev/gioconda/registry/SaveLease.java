package dev.gioconda.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Leases on versions without a manifest: {@code models/NAME/saving/VERSION/<nonce>.json} has the time at which a process started to save
 * the version, {@code gc.json} the time at which a process started to delete it. Each process writes its own lease first and then
 * reads the others, so saving and deleting exclude each other; a lease is valid for {@link #LEASE_TIME}.
 */
record SaveLease(ObjectStore store, Clock clock) {

    /** A save that takes longer fails; half of {@link #LEASE_TIME}, as a margin for slow requests and clock differences. */
    static final Duration MAX_SAVE_TIME = Duration.ofHours(6);

    /** The process of an older lease is considered dead. */
    static final Duration LEASE_TIME = Duration.ofHours(12);

    private static final String REMOVAL_FILE = "gc.json";
    private static final JsonMapper JSON = new JsonMapper();

    /** A lease that this process holds. */
    record LeaseHandle(String key, Instant since) {}

    /** Acquires a lease to save a version. */
    LeaseHandle acquire(VersionId id) throws IOException {
        LeaseHandle lease = new LeaseHandle(folder(id) + UUID.randomUUID() + ".json", clock.instant());
        store.put(lease.key(), content(lease.since()));
        Optional<Instant> removalSince = read(folder(id) + REMOVAL_FILE);
        if (removalSince.isPresent()) {
            store.delete(lease.key());
            throw new IOException(
                    "The incomplete files of %s are being deleted since %s. Wait until that has ended; if that process was killed, collect garbage again after %d hours."
                            .formatted(id, removalSince.get(), LEASE_TIME.toHours()));
        }
        return lease;
    }

    /** Throws if the lease may have expired. */
    void requireActive(VersionId id, LeaseHandle lease) throws IOException {
        if (clock.instant().isAfter(lease.since().plus(MAX_SAVE_TIME))) {
            throw new IOException("Saving %s took longer than %d hours and was canceled. Try again."
                    .formatted(id, MAX_SAVE_TIME.toHours()));
        }
    }

    /** Releases a lease. */
    void release(LeaseHandle lease) throws IOException {
        store.delete(lease.key());
    }

    /** The start of the newest save; empty without a lease. */
    Optional<Instant> activeSince(VersionId id) throws IOException {
        Instant latest = Instant.MIN;
        for (String key : leaseKeys(id)) {
            Instant since = read(key).orElse(Instant.MIN);
            latest = since.isAfter(latest) ? since : latest;
        }
        return latest.equals(Instant.MIN) ? Optional.empty() : Optional.of(latest);
    }

    /** Acquires the lease to delete a version; empty if another process holds it. */
    Optional<LeaseHandle> acquireRemoval(VersionId id) throws IOException {
        LeaseHandle lease = new LeaseHandle(folder(id) + REMOVAL_FILE, clock.instant());
        if (store.create(lease.key(), content(lease.since()))) {
            return Optional.of(lease);
        }
        Instant other = read(lease.key()).orElse(lease.since());
        if (lease.since().isBefore(other.plus(LEASE_TIME))) {
            return Optional.empty();
        }
        store.put(lease.key(), content(lease.since()));
        return Optional.of(lease);
    }

    /** The keys of the leases to save. */
    List<String> leaseKeys(VersionId id) throws IOException {
        List<String> keys = new ArrayList<>();
        for (ObjectStore.ObjectSummary listed : store.list(folder(id))) {
            if (!listed.key().endsWith("/" + REMOVAL_FILE)) {
                keys.add(listed.key());
            }
        }
        return keys;
    }

    private static String folder(VersionId id) {
        return VersionId.MODELS + id.name() + "/" + VersionId.SAVING + "/" + id.version() + "/";
    }

    private static ObjectContent content(Instant since) {
        return ObjectContent.of(JsonNodeFactory.instance.objectNode().put("since", since.toString()) + "\n");
    }

    private Optional<Instant> read(String key) throws IOException {
        Optional<byte[]> lease = store.get(key);
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(lease.get());
            return Optional.of(Instant.parse(json.path("since").asText()));
        } catch (IOException | DateTimeException broken) {
            throw new IOException("%s/%s is not a valid lease. Delete it.".formatted(store, key), broken);
        }
    }
}
