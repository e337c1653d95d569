package dev.gioconda.store;

import java.io.IOException;

/** What every store refuses to read. */
final class ReadLimits {

    private ReadLimits() {}

    /** An object that is not read at once. */
    static final class ObjectTooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        private ObjectTooLargeException(String message) {
            super(message);
        }
    }

    /** A range that makes sense. */
    static void check(long from, int length) {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "No object has %d bytes from byte %d on; expected numbers from 0 up.".formatted(length, from));
        }
    }

    /** The size of an object that is read at once. */
    static int check(String key, long size) throws IOException {
        if (size > ObjectStore.MAX_READ_BYTES) {
            throw new ObjectTooLargeException("%s has %d bytes; above %d bytes an object is read in ranges."
                    .formatted(key, size, ObjectStore.MAX_READ_BYTES));
        }
        return (int) size;
    }
}
