package dev.gioconda.feedback;

import dev.gioconda.file.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What lets a person take an answer back, and nobody else: 128 random bits of which the store knows only the SHA-256.
 *
 * @param id of the answer
 * @param token 32 hexadecimal digits
 */
public record Receipt(String id, String token) {

    /** Reads {@link #toString}. */
    public static Receipt parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || !text.substring(dot + 1).matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException(
                    "This is no receipt; expected an answer's id, a dot and 32 hexadecimal digits, as they were given when the answer came.");
        }
        Feedback.key(text.substring(0, dot)); // an id that is none is told here
        return new Receipt(text.substring(0, dot), text.substring(dot + 1));
    }

    /** What the store keeps of it. */
    String hash() {
        return Hashes.sha256(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it is this answer's; takes the same time whatever the token. */
    boolean matches(Feedback feedback) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), feedback.receipt().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return id + "." + token;
    }
}
