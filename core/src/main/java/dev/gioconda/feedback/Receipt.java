package dev.gioconda.feedback;

import dev.gioconda.file.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The right to delete one's feedback: 128 random bits of which the store holds only the SHA-256.
 *
 * @param id of the feedback record
 * @param token 32 hexadecimal digits
 */
public record Receipt(String id, String token) {

    /** Parses the text of {@link #toString}. */
    public static Receipt parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || !text.substring(dot + 1).matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException(
                    "Not a valid receipt; expected a feedback id, a dot and 32 hexadecimal digits, as returned for the feedback.");
        }
        Feedback.key(text.substring(0, dot)); // validates the id
        return new Receipt(text.substring(0, dot), text.substring(dot + 1));
    }

    /** The hash that is stored. */
    String hash() {
        return Hashes.sha256(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it belongs to this record; takes constant time. */
    boolean matches(Feedback feedback) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), feedback.receipt().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return id + "." + token;
    }
}
