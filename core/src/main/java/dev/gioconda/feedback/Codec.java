package dev.gioconda.feedback;

import java.io.DataOutput;
import java.io.IOException;

/** How a small record is read from its object, and how it is copied into an {@link ObjectIndex}. */
interface Codec<T> {

    /** The record of an object. */
    T parse(byte[] object) throws IOException;

    /** The object of a record. */
    byte[] format(T value) throws IOException;

    /** Copies the record, without what its key says. */
    void write(T value, DataOutput out) throws IOException;

    /**
     * Reads the copy.
     *
     * @param name the last part of the record's key, without {@code .json}
     */
    T read(String name, SegmentReader in) throws IOException;
}
