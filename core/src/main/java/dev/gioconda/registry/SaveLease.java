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
 * Who is at work on a version that has no manifest yet: {@code models/NAME/saving/VERSION/<nonce>.json} says since when somebody
 * saves it, {@code gc.json} that its leftovers are being removed. Each writes its own note first and then looks for the other's,
 * so that they never work at once; a note counts for {@link #LEASE_TIME}.
 */
record SaveLease(ObjectStore store, Clock clock) {

    /** A saving that takes longer gives up; one half of what {@link #LEASE_TIME} is, for slow requests and wrong clocks. */
    static final Duration MAX_SAVE_TIME = Duration.ofHours(6);

    /** Whoever wrote a note this long ago is dead. */
    static final Duration LEASE_TIME = Duration.ofHours(12);

    private static final String REMOVAL_FILE = "gc.json";
    private static final JsonMapper JSON = new JsonMapper();

    /** A note of ours. */
    record LeaseHandle(String key, Instant since) {}

    /** Announces that a version is being saved. */
    LeaseHandle acquire(VersionId id) throws IOException {
        LeaseHandle lease = new LeaseHandle(folder(id) + UUID.randomUUID() + ".json", clock.instant());
        store.put(lease.key(), content(lease.since()));
        Optional<Instant> removalSince = read(folder(id) + REMOVAL_FILE);
        if (removalSince.isPresent()) {
            store.delete(lease.key());
            throw new IOException(
                    "The leftovers of %s are being removed since %s. Wait for it to end; if it was killed, run \"models gc\" again after %d hours."
                            .formatted(id, removalSince.get(), LEASE_TIME.toHours()));
        }
        return lease;
    }

    /** Refuses to go on when the note may count no more. */
    void requireActive(VersionId id, LeaseHandle lease) throws IOException {
        if (clock.instant().isAfter(lease.since().plus(MAX_SAVE_TIME))) {
            throw new IOException("Saving %s took longer than %d hours and is given up. Try again."
                    .formatted(id, MAX_SAVE_TIME.toHours()));
        }
    }

    /** Takes a note back. */
    void release(LeaseHandle lease) throws IOException {
        store.delete(lease.key());
    }

    /** Since when the youngest saving is at work; nothing when there is none. */
    Optional<Instant> activeSince(VersionId id) throws IOException {
        Instant latest = Instant.MIN;
        for (String key : leaseKeys(id)) {
            Instant since = read(key).orElse(Instant.MIN);
            latest = since.isAfter(latest) ? since : latest;
        }
        return latest.equals(Instant.MIN) ? Optional.empty() : Optional.of(latest);
    }

    /** Announces that leftovers are being removed; nothing when somebody else is at it. */
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

    /** The notes of savings, by key. */
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
            throw new IOException("%s/%s is no note of a saving. Remove it.".formatted(store, key), broken);
        }
    }
}
