package dev.gioconda.jobs;

import java.time.Duration;

/** The disk holds as much as it was given, and nothing there may be removed for another order. */
public final class InsufficientStorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    InsufficientStorageException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** When to come again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
