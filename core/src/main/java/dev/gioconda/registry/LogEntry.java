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
 * An entry of a model's promotion log.
 *
 * @param seq its number, from 1 without gaps
 * @param version the champion from here on
 * @param action that made it the champion
 * @param who name of the operator
 * @param why the operator's reason
 * @param when not before the previous entry
 * @param nonce identifies the writer of the entry
 * @param gate report of the comparison with the previous champion; empty without a comparison
 */
public record LogEntry(
        long seq, String version, Action action, String who, String why, Instant when, String nonce, ObjectNode gate) {

    /** How a version becomes the champion. */
    public enum Action {
        /** It was promoted. */
        PROMOTE,
        /** Later promotions were undone. */
        ROLLBACK;

        /** The name in the log. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The most characters of a reason that is accepted; entries of earlier versions may have more. */
    public static final int MAX_REASON = 2000;

    /** Without a comparison. */
    public static final ObjectNode NO_GATE = JsonNodeFactory.instance.objectNode();

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Checks a reason before it is stored: everybody can read it, and an entry can never be changed.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public static String requireShort(String why) {
        if (why.length() > MAX_REASON) {
            throw new IllegalArgumentException("The reason has %,d characters; expected at most %,d. Shorten it."
                    .formatted(why.length(), MAX_REASON));
        }
        return why;
    }

    /** The stored form: an object of the eight fields. */
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
     * Parses an entry, which is not trusted.
     *
     * @param source location of the entry, for errors
     * @param seq the expected number
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
            throw new IOException("%s is not an entry of a promotion log with number %d.".formatted(source, seq));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException broken) {
            throw new IOException(
                    "%s is not an entry of a promotion log (%s).".formatted(source, broken.getMessage()), broken);
        }
    }
}
