package dev.gioconda.store;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Random digits that nobody can guess. This is the one place that draws from the system's generator instead of taking a seed:
 * a receipt or an id that could be repeated would open what is not its own.
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
