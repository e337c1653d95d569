package dev.gioconda.inference;

import dev.gioconda.overload.RetryableException;
import java.time.Duration;

/** The server is at its limit; the request may be repeated later. */
public final class BusyException extends RuntimeException implements RetryableException {
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    /**
     * @param message a sentence for the client
     * @param retryAfter how long the client should wait before it repeats the request
     */
    public BusyException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
