package dev.gioconda.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Cryptographic hashes in lower-case hexadecimal. */
public final class Hashes {

    /** The algorithm's name in the Java platform. */
    public static final String SHA_256 = "SHA-256";

    private static final int CHUNK_BYTES = 1 << 16;

    private Hashes() {}

    /** The SHA-256 of bytes, 64 digits. */
    public static String sha256(byte[] bytes) {
        return hex(newSha256().digest(bytes));
    }

    /** The SHA-256 of a file, 64 digits. */
    public static String sha256(Path file) throws IOException {
        return digest(file, SHA_256, done -> {});
    }

    /** The SHA-256 of a stream from its current position to its end, 64 digits. The caller closes the stream. */
    public static String sha256(InputStream in) throws IOException {
        return digest(in, newSha256(), done -> {});
    }

    /**
     * The hash of a file.
     *
     * @param algorithm such as {@link #SHA_256} or {@code MD5}
     * @param progress receives the number of bytes read so far
     * @throws IllegalArgumentException if the Java platform does not have the algorithm
     */
    public static String digest(Path file, String algorithm, LongConsumer progress) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return digest(in, MessageDigest.getInstance(algorithm), progress);
        } catch (NoSuchAlgorithmException unknown) {
            throw new IllegalArgumentException("Unknown hash algorithm \"%s\".".formatted(algorithm), unknown);
        }
    }

    /** An empty SHA-256 digest, for data that is read in chunks. */
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance(SHA_256);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    /** Bytes in lower-case hexadecimal. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String digest(InputStream in, MessageDigest digest, LongConsumer progress) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long done = 0;
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            digest.update(chunk, 0, count);
            done += count;
            progress.accept(done);
        }
        return hex(digest.digest());
    }
}
