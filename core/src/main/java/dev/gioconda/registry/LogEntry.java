package dev.gioconda.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/**
 * One line of a model's promotion log.
 *
 * @param seq its number, from 1 up without a gap
 * @param version which answers from here on
 * @param action how it came to that
 * @param who did it
 * @param why in their words
 * @param when never before the entry that precedes it
 * @param nonce tells two writers' entries apart
 * @param gate what a comparison with the champion before it said; empty when nothing was compared
 */
public record LogEntry(
        long seq, String version, Action action, String who, String why, Instant when, String nonce, ObjectNode gate) {

    /** How a version becomes the champion. */
    public enum Action {
        /** It was chosen. */
        PROMOTE,
        /** What came after it was taken back. */
        ROLLBACK;

        /** As it stands in the log. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** No gate was asked. */
    public static final ObjectNode NO_GATE = JsonNodeFactory.instance.objectNode();

    private static final JsonMapper JSON = new JsonMapper();

    /** As it is stored: an object of the eight fields. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("seq", seq);
        json.put("version", version);
        json.put("action", action.toString());
        json.put("who", who);
        json.put("why", why);
        json.put("when", when.toString());
        json.put("nonce", nonce);
        json.set("gate", gate);
        return json;
    }

    /**
     * Reads an entry that anybody may have written.
     *
     * @param source where it lies, for errors
     * @param seq the number that it must have
     */
    static LogEntry parse(String source, byte[] bytes, long seq) throws IOException {
        try {
            JsonNode json = JSON.readTree(bytes);
            Action action = Action.valueOf(json.path("action").asText().toUpperCase(Locale.ROOT));
            String version = json.path("version").asText();
            if (json.path("seq").asLong() == seq && VersionId.isVersion(version)) {
                return new LogEntry(
                        seq,
                        version,
                        action,
                        json.path("who").asText(),
                        json.path("why").asText(),
                        Instant.parse(json.path("when").asText()),
                        json.path("nonce").asText(),
                        json.path("gate") instanceof ObjectNode gate ? gate : NO_GATE);
            }
            throw new IOException("%s is no entry %d of a promotion log.".formatted(source, seq));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException broken) {
            throw new IOException(
                    "%s is no entry of a promotion log (%s).".formatted(source, broken.getMessage()), broken);
        }
    }
}
