package dev.gioconda.jobs;

import java.time.Duration;

/** The disk quota is reached, and no finished job can be evicted to accept another job. */
public final class InsufficientStorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    InsufficientStorageException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** Time after which the client may repeat the request. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
