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
    private static final int PIECE = 8 << 20;

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
    public interface Pieces {
        /** The next piece, at most 8 MiB. */
        void take(byte[] piece) throws IOException;
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
        byte[] piece = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                sum.digest.update(piece, 0, count);
            }
        }
        return sum.hex();
    }

    /**
     * Reads an object through.
     *
     * @param pieces also gets what is read
     * @return empty when there is no such object
     */
    public static Optional<String> of(ObjectStore store, String key, Pieces pieces) throws IOException {
        Sha256 sum = new Sha256();
        long at = 0;
        byte[] piece;
        do {
            Optional<byte[]> next = store.get(key, at, PIECE);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            piece = next.get();
            sum.digest.update(piece);
            pieces.take(piece);
            at += piece.length;
        } while (piece.length == PIECE);
        return Optional.of(sum.hex());
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
