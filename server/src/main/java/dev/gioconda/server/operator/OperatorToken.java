package dev.gioconda.server.operator;

import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.store.Sha256;
import dev.gioconda.store.Tokens;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What proves that somebody is an operator: 256 random bits, made at the first start and told once; a file keeps their SHA-256.
 *
 * @param hash of the token
 * @param newToken the token when it was made now, else empty
 */
public record OperatorToken(String hash, String newToken) {

    /** The file in the work folder; who deletes it gets a new token at the next start. */
    public static final String FILE = "operator-token.sha256";

    /** Under which name a browser sends it. */
    static final String COOKIE = "gioconda-operator";

    private static final String BEARER = "Bearer ";

    /** The token of this server, made if there is none. */
    static OperatorToken loadOrCreate(Path workFolder) throws IOException {
        Path file = workFolder.resolve(FILE);
        if (Files.exists(file)) {
            String hash = Files.readString(file).strip();
            if (!hash.matches("[0-9a-f]{64}")) {
                throw new IOException(
                        "%s holds no SHA-256. Delete it, and a new token is made at the next start.".formatted(file));
            }
            return new OperatorToken(hash, "");
        }
        String token = Tokens.hex(32);
        OperatorToken made = new OperatorToken(sha256(token), token);
        Files.writeString(file, made.hash() + "\n");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return made;
    }

    /** Lets an operator pass and nobody else: by {@code Authorization: Bearer}, or by the cookie of the pages. */
    void authenticate(Context context) {
        String header = context.header("Authorization");
        String given = header != null && header.startsWith(BEARER)
                ? header.substring(BEARER.length()).strip()
                : context.cookie(COOKIE);
        if (!matches(given)) {
            context.header("WWW-Authenticate", "Bearer");
            throw new ProblemException(
                    Problem.Kind.NOT_AUTHENTICATED,
                    "Expected Authorization: Bearer TOKEN, with the token that the server told at its first start. "
                            + "Delete " + FILE + " in its work folder and start it again to get a new one.");
        }
    }

    /** Whether this is the token; takes the same time whatever is given. */
    boolean matches(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        hash.getBytes(StandardCharsets.US_ASCII), sha256(given).getBytes(StandardCharsets.US_ASCII));
    }

    private static String sha256(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
