package dev.gioconda.data.archive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Files of a data set that cannot be used; the message is meant for the person who named them. */
public final class DatasetException extends IOException {

    /** A fault found by reading, with nothing underneath. */
    public DatasetException(String message) {
        super(message);
    }

    /** A fault that something underneath reported. */
    public DatasetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
