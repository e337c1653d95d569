package dev.gioconda.jobs;

import dev.gioconda.overload.RetryableException;
import java.time.Duration;

/** The limit of queued jobs of one client or of all is reached. */
public final class QueueFullException extends RuntimeException implements RetryableException {
    private static final long serialVersionUID = 1;

    private final boolean perClient;
    private final Duration retryAfter;

    QueueFullException(String message, boolean perClient, Duration retryAfter) {
        super(message);
        this.perClient = perClient;
        this.retryAfter = retryAfter;
    }

    /** Whether the limit per client is reached; otherwise the limit of all clients is. */
    public boolean perClient() {
        return perClient;
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
