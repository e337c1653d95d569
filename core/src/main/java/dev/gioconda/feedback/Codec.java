package dev.gioconda.feedback;

import java.io.DataOutput;
import java.io.IOException;

/** Converts a small record to and from its object in the store and its copy in an {@link ObjectIndex}. */
interface Codec<T> {

    /** Parses an object. */
    T parse(byte[] object) throws IOException;

    /** Serializes a record as an object. */
    byte[] format(T value) throws IOException;

    /** Writes the copy for the index, without the fields that are part of the key. */
    void write(T value, DataOutput out) throws IOException;

    /**
     * Reads the copy from the index.
     *
     * @param name the last part of the record's key, without {@code .json}
     */
    T read(String name, SegmentReader in) throws IOException;
}
