package dev.gioconda.store;

import dev.gioconda.file.Hashes;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;

/** The SHA-256 of an object of any size, which is read in chunks. */
public final class ObjectHash {

    private static final int CHUNK_BYTES = 8 << 20;

    private ObjectHash() {}

    /** Receives the chunks of an object in order. */
    @FunctionalInterface
    public interface ChunkConsumer {
        /** Receives the next chunk, at most 8 MiB. */
        void accept(byte[] chunk) throws IOException;
    }

    /**
     * Reads an object from start to end.
     *
     * @param chunks also receives what is read
     * @return the hash in lower-case hexadecimal; empty if the object does not exist
     */
    public static Optional<String> sha256(ObjectStore store, String key, ChunkConsumer chunks) throws IOException {
        MessageDigest digest = Hashes.newSha256();
        long position = 0;
        byte[] chunk;
        do {
            Optional<byte[]> next = store.get(key, position, CHUNK_BYTES);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            chunk = next.get();
            digest.update(chunk);
            chunks.accept(chunk);
            position += chunk.length;
        } while (chunk.length == CHUNK_BYTES);
        return Optional.of(Hashes.hex(digest.digest()));
    }
}
