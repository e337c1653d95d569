package dev.gioconda.store;

import java.io.IOException;

/** Limits of reads, equal for all stores. */
final class ReadLimits {

    private ReadLimits() {}

    /** An object is too large to be read at once. */
    static final class ObjectTooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        private ObjectTooLargeException(String message) {
            super(message);
        }
    }

    /** Validates a range. */
    static void check(long from, int length) {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "Received a range of %d bytes from byte %d; expected numbers of at least 0."
                            .formatted(length, from));
        }
    }

    /** Returns the size of an object that can be read at once. */
    static int check(String key, long size) throws IOException {
        if (size > ObjectStore.MAX_READ_BYTES) {
            throw new ObjectTooLargeException("%s has %d bytes; an object above %d bytes must be read in ranges."
                    .formatted(key, size, ObjectStore.MAX_READ_BYTES));
        }
        return (int) size;
    }
}
