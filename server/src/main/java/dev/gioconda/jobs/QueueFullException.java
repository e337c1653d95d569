package dev.gioconda.jobs;

import java.time.Duration;

/** The limit of queued jobs of one client or of all is reached. */
public final class QueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean perClient;
    private final Duration retryAfter;

    QueueFullException(String message, boolean perClient, Duration retryAfter) {
        super(message);
        this.perClient = perClient;
        this.retryAfter = retryAfter;
    }

    /** Whether it is the client's own jobs that are too many. */
    public boolean perClient() {
        return perClient;
    }

    /** When to come again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
