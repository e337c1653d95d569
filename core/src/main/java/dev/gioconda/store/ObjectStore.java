package dev.gioconda.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Objects by key. A reader sees an object whole or not at all, and what a writer was told is there stays there after a crash.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a key that {@link ObjectKeys} does not allow, and {@link IOException}
 * with a sentence when the store cannot be reached or answers with an error. A writer that gets one does not know whether its
 * object is there; it is there whole or not at all.
 */
public interface ObjectStore extends Closeable {

    /** The largest object that is read at once, in bytes: 64 MiB. */
    int MAX_READ_BYTES = 64 << 20;

    /**
     * The object's bytes; empty when there is none.
     *
     * @throws IOException also for an object above {@link #MAX_READ_BYTES}, which is read in ranges
     */
    Optional<byte[]> get(String key) throws IOException;

    /**
     * Some of the object's bytes.
     *
     * @param from the first, counted from 0, at least 0; beyond the end there are none
     * @param length how many, at least 0; fewer come back at the end of the object
     * @return empty when there is no such object
     */
    Optional<byte[]> get(String key, long from, int length) throws IOException;

    /**
     * Writes an object that must not exist yet. Of several writers at once exactly one is told true.
     *
     * @return whether this call made it; false when the key was taken, whose object stays as it is
     */
    boolean create(String key, ObjectContent content) throws IOException;

    /** Writes an object, in the place of one that may be there. */
    void put(String key, ObjectContent content) throws IOException;

    /**
     * Lists the objects under a prefix.
     *
     * @param prefix such as {@code models/smile/}; empty for everything
     * @return by key, in ascending order of its characters
     */
    List<ObjectSummary> list(String prefix) throws IOException;

    /**
     * Removes an object.
     *
     * @return whether there was one
     */
    boolean delete(String key) throws IOException;

    /**
     * One line of a listing.
     *
     * @param key the whole key
     * @param size in bytes
     */
    record ObjectSummary(String key, long size) {}
}
