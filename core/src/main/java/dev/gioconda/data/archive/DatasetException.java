package dev.gioconda.data.archive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Files of a data set that cannot be used. The message is for the user who passed the path. */
public final class DatasetException extends IOException {

    /** An error without a cause. */
    public DatasetException(String message) {
        super(message);
    }

    /** An error with the exception that caused it. */
    public DatasetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
