package dev.gioconda.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gioconda.store.Content;
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
 * so that they never work at once; a note counts for {@link #LEASE}.
 */
record Saving(ObjectStore store, Clock clock) {

    /** A saving that takes longer gives up; one half of what {@link #LEASE} is, for slow requests and wrong clocks. */
    static final Duration LONGEST = Duration.ofHours(6);

    /** Whoever wrote a note this long ago is dead. */
    static final Duration LEASE = Duration.ofHours(12);

    private static final String REMOVING = "gc.json";
    private static final JsonMapper JSON = new JsonMapper();

    /** A note of ours. */
    record Note(String key, Instant since) {}

    /** Announces that a version is being saved. */
    Note begin(VersionId id) throws IOException {
        Note note = new Note(folder(id) + UUID.randomUUID() + ".json", clock.instant());
        store.put(note.key(), content(note.since()));
        Optional<Instant> removing = read(folder(id) + REMOVING);
        if (removing.isPresent()) {
            store.delete(note.key());
            throw new IOException(
                    "The leftovers of %s are being removed since %s. Wait for it to end; if it was killed, run \"models gc\" again after %d hours."
                            .formatted(id, removing.get(), LEASE.toHours()));
        }
        return note;
    }

    /** Refuses to go on when the note may count no more. */
    void stillCounts(VersionId id, Note note) throws IOException {
        if (clock.instant().isAfter(note.since().plus(LONGEST))) {
            throw new IOException(
                    "Saving %s took longer than %d hours and is given up. Try again.".formatted(id, LONGEST.toHours()));
        }
    }

    /** Takes a note back. */
    void end(Note note) throws IOException {
        store.delete(note.key());
    }

    /** Since when the youngest saving is at work; nothing when there is none. */
    Optional<Instant> since(VersionId id) throws IOException {
        Instant youngest = Instant.MIN;
        for (String key : notes(id)) {
            Instant since = read(key).orElse(Instant.MIN);
            youngest = since.isAfter(youngest) ? since : youngest;
        }
        return youngest.equals(Instant.MIN) ? Optional.empty() : Optional.of(youngest);
    }

    /** Announces that leftovers are being removed; nothing when somebody else is at it. */
    Optional<Note> beginRemoving(VersionId id) throws IOException {
        Note note = new Note(folder(id) + REMOVING, clock.instant());
        if (store.create(note.key(), content(note.since()))) {
            return Optional.of(note);
        }
        Instant other = read(note.key()).orElse(note.since());
        if (note.since().isBefore(other.plus(LEASE))) {
            return Optional.empty();
        }
        store.put(note.key(), content(note.since()));
        return Optional.of(note);
    }

    /** The notes of savings, by key. */
    List<String> notes(VersionId id) throws IOException {
        List<String> notes = new ArrayList<>();
        for (ObjectStore.Listed listed : store.list(folder(id))) {
            if (!listed.key().endsWith("/" + REMOVING)) {
                notes.add(listed.key());
            }
        }
        return notes;
    }

    private static String folder(VersionId id) {
        return VersionId.MODELS + id.name() + "/" + VersionId.SAVING + "/" + id.version() + "/";
    }

    private static Content content(Instant since) {
        return Content.of(JsonNodeFactory.instance.objectNode().put("since", since.toString()) + "\n");
    }

    private Optional<Instant> read(String key) throws IOException {
        Optional<byte[]> note = store.get(key);
        if (note.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(note.get());
            return Optional.of(Instant.parse(json.path("since").asText()));
        } catch (IOException | DateTimeException broken) {
            throw new IOException("%s/%s is no note of a saving. Remove it.".formatted(store, key), broken);
        }
    }
}
