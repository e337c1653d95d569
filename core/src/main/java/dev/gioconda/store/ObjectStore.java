package dev.gioconda.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Objects by key. Writes are atomic: a reader sees a complete object or none. Writes are durable: an object whose write returned
 * survives a crash.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a key that {@link ObjectKeys} does not allow, and {@link IOException}
 * if the store is unreachable or returns an error. After an {@code IOException} of a write the object may or may not exist, but it is
 * complete if it does.
 */
public interface ObjectStore extends Closeable {

    /** The largest object that can be read at once, in bytes: 64 MiB. */
    int MAX_READ_BYTES = 64 << 20;

    /**
     * Reads an object; empty if it does not exist.
     *
     * @throws IOException also for an object above {@link #MAX_READ_BYTES}, which must be read in ranges
     */
    Optional<byte[]> get(String key) throws IOException;

    /**
     * Reads a range of an object.
     *
     * @param from offset of the first byte, at least 0; beyond the end the result has no bytes
     * @param length number of bytes, at least 0; the result has fewer at the end of the object
     * @return empty if the object does not exist
     */
    Optional<byte[]> get(String key, long from, int length) throws IOException;

    /**
     * Writes an object that must not exist. Of several concurrent writers exactly one gets true.
     *
     * @return true if this call created the object; false if it exists, and is unchanged
     */
    boolean create(String key, ObjectContent content) throws IOException;

    /** Writes an object and replaces an existing one. */
    void put(String key, ObjectContent content) throws IOException;

    /**
     * Lists the objects whose keys start with a prefix.
     *
     * @param prefix such as {@code models/smile/}; empty for all objects
     * @return in ascending order of the keys
     */
    List<ObjectSummary> list(String prefix) throws IOException;

    /**
     * Deletes an object.
     *
     * @return whether it existed
     */
    boolean delete(String key) throws IOException;

    /**
     * An entry of a listing.
     *
     * @param key the complete key
     * @param size in bytes
     */
    record ObjectSummary(String key, long size) {}
}
