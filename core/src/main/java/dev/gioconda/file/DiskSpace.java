package dev.gioconda.file;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Whether a write failed because there is no space left; the JDK reports this only in the message of an {@link IOException}. */
public final class DiskSpace {

    private static final List<String> MESSAGES = List.of(
            "No space left on device",
            "Disk quota exceeded",
            "There is not enough space on the disk"); // ENOSPC, EDQUOT, Windows

    private DiskSpace() {}

    /** Whether the exception, or a cause of it, reports a full disk or an exceeded quota of the file system. */
    public static boolean isExhausted(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(IOException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(message -> MESSAGES.stream().anyMatch(message::contains));
    }
}
