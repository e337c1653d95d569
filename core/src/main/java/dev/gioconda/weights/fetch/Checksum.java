package dev.gioconda.weights.fetch;

import dev.gioconda.file.Hashes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * The expected hash of a file.
 *
 * @param algorithm {@code MD5}, which Keras publishes, or {@code SHA-256}
 * @param hex lower-case hexadecimal, 8 to 64 digits; a prefix if only that is known, such as the eight digits in the names of
 *     torchvision's files
 */
public record Checksum(String algorithm, String hex) {

    /** The algorithm of new checksums. */
    public static final String SHA_256 = Hashes.SHA_256;

    /** Rejects invalid digits. */
    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{8,64}")) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a %s; expected 8 to 64 hexadecimal digits.".formatted(hex, algorithm));
        }
    }

    /** The SHA-256 of a file. */
    public static Checksum sha256(Path file) throws IOException {
        return new Checksum(SHA_256, Hashes.sha256(file));
    }

    /** Whether it is a whole hash, not the beginning of one. */
    public boolean isComplete() {
        return hex.length() >= 32;
    }

    /** Whether a file has this hash. */
    public boolean matches(Path file) throws IOException {
        return Hashes.digest(file, algorithm, read -> {}).startsWith(hex);
    }

    /**
     * Compares the hash of a file with this checksum.
     *
     * @param progress receives the number of bytes read so far
     * @return the file's full hash
     * @throws IOException with both hashes if they differ
     */
    public String verify(Path file, LongConsumer progress) throws IOException {
        String found = Hashes.digest(file, algorithm, progress);
        if (!found.startsWith(hex)) {
            throw new IOException("%s is not the official file: its %s is %s, expected %s%s."
                    .formatted(file, algorithm, found, hex, hex.length() < found.length() ? "…" : ""));
        }
        return found;
    }
}
