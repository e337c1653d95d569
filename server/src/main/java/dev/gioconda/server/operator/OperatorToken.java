package dev.gioconda.server.operator;

import dev.gioconda.file.Hashes;
import dev.gioconda.store.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The token that authenticates operators: 256 random bits, created and printed at the first start. A file stores its SHA-256.
 *
 * @param hash SHA-256 of the token, in hexadecimal
 * @param newToken the token if it was created at this start, else empty
 */
public record OperatorToken(String hash, String newToken) {

    /** The file in the work folder. If it is deleted, the next start creates a new token. */
    public static final String FILE = "operator-token.sha256";

    /** Loads the hash of the token, or creates a token. */
    static OperatorToken loadOrCreate(Path workFolder) throws IOException {
        Path file = workFolder.resolve(FILE);
        if (Files.exists(file)) {
            String hash = Files.readString(file).strip();
            if (!hash.matches("[0-9a-f]{64}")) {
                throw new IOException(
                        "%s does not contain a SHA-256 hash. Delete it; the next start creates a new token."
                                .formatted(file));
            }
            return new OperatorToken(hash, "");
        }
        String token = Tokens.hex(32);
        OperatorToken created = new OperatorToken(sha256(token), token);
        Files.writeString(file, created.hash() + "\n");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return created;
    }

    /** Whether this is the token; compares in constant time. */
    boolean matches(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        hash.getBytes(StandardCharsets.US_ASCII), sha256(given).getBytes(StandardCharsets.US_ASCII));
    }

    private static String sha256(String text) {
        return Hashes.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
