package dev.gioconda.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** SHA-256 in lower-case hexadecimal, of whatever is read in pieces. */
public final class Sha256 {

    /** How much of an object is read at once, in bytes. */
    private static final int CHUNK_BYTES = 8 << 20;

    private final MessageDigest digest;

    private Sha256() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }

    /** What takes the pieces one after the other. */
    @FunctionalInterface
    public interface ChunkConsumer {
        /** The next piece, at most 8 MiB. */
        void accept(byte[] chunk) throws IOException;
    }

    /** Of bytes. */
    public static String of(byte[] bytes) {
        Sha256 sum = new Sha256();
        sum.digest.update(bytes);
        return sum.hex();
    }

    /** Of a file. */
    public static String of(Path file) throws IOException {
        Sha256 sum = new Sha256();
        byte[] chunk = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                sum.digest.update(chunk, 0, count);
            }
        }
        return sum.hex();
    }

    /**
     * Reads an object through.
     *
     * @param chunks also gets what is read
     * @return empty when there is no such object
     */
    public static Optional<String> of(ObjectStore store, String key, ChunkConsumer chunks) throws IOException {
        Sha256 sum = new Sha256();
        long at = 0;
        byte[] chunk;
        do {
            Optional<byte[]> next = store.get(key, at, CHUNK_BYTES);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            chunk = next.get();
            sum.digest.update(chunk);
            chunks.accept(chunk);
            at += chunk.length;
        } while (chunk.length == CHUNK_BYTES);
        return Optional.of(sum.hex());
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
