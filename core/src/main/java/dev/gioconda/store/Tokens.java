package dev.gioconda.store;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Unpredictable random tokens. This is the only use of the system's secure random generator instead of a seed: a predictable receipt or
 * id would give access to other clients' data.
 */
public final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /** A number of random bytes as hexadecimal digits. */
    public static String hex(int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
