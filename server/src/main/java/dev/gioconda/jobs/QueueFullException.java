package dev.gioconda.jobs;

import java.time.Duration;

/** More paintings wait than are let in, of one client or of all. */
public final class QueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean own;
    private final Duration after;

    QueueFullException(String message, boolean own, Duration after) {
        super(message);
        this.own = own;
        this.after = after;
    }

    /** Whether it is the client's own jobs that are too many. */
    public boolean own() {
        return own;
    }

    /** When to come again. */
    public Duration after() {
        return after;
    }
}
