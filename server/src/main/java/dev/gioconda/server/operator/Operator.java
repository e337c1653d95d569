package dev.gioconda.server.operator;

import dev.gioconda.file.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A person with a token.
 *
 * @param name for the logs
 * @param tokenHash SHA-256 of the token, in hexadecimal
 */
public record Operator(String name, String tokenHash) {

    static Operator of(String name, String token) {
        return new Operator(name, sha256(token));
    }

    /** Whether this is the operator's token; compares in constant time. */
    boolean hasToken(String given) {
        return MessageDigest.isEqual(
                tokenHash.getBytes(StandardCharsets.UTF_8), sha256(given).getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        return Hashes.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
