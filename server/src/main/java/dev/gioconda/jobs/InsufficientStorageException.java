package dev.gioconda.jobs;

import dev.gioconda.overload.RetryableException;
import java.time.Duration;

/** The disk quota is reached, and no finished job can be evicted to accept another job. */
public final class InsufficientStorageException extends RuntimeException implements RetryableException {
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    InsufficientStorageException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
