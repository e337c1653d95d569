package dev.gioconda.weights.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * What a file's bytes must add up to.
 *
 * @param algorithm {@code MD5}, which Keras publishes, or {@code SHA-256}
 * @param hex lower-case hexadecimal; shorter than the algorithm's where only its beginning is known, as from the eight digits
 *     in the names of torchvision's files
 */
public record Checksum(String algorithm, String hex) {

    /** The algorithm for what is hashed here first. */
    public static final String SHA_256 = "SHA-256";

    private static final int CHUNK = 1 << 16;

    /** Refuses what is no beginning of such a checksum. */
    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{8,64}")) {
            throw new IllegalArgumentException(
                    "\"%s\" is no %s; expected 8 to 64 hexadecimal digits.".formatted(hex, algorithm));
        }
    }

    /** The SHA-256 of a file. */
    public static Checksum sha256(Path file) throws IOException {
        return new Checksum(SHA_256, digest(file, SHA_256, done -> {}));
    }

    /**
     * Reads a file through and compares.
     *
     * @param progress told how many bytes have been read so far
     * @return the file's own digest if it agrees
     * @throws IOException that names both digests if it does not
     */
    public String verify(Path file, LongConsumer progress) throws IOException {
        String found = digest(file, algorithm, progress);
        if (!found.startsWith(hex)) {
            throw new IOException("%s is not the official file: its %s is %s, expected %s%s."
                    .formatted(file, algorithm, found, hex, hex.length() < found.length() ? "…" : ""));
        }
        return found;
    }

    private static String digest(Path file, String algorithm, LongConsumer progress) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] chunk = new byte[CHUNK];
            long done = 0;
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
                done += count;
                progress.accept(done);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException unknown) {
            throw new IllegalArgumentException("There is no checksum \"%s\".".formatted(algorithm), unknown);
        }
    }
}
