package dev.gioconda.jobs;

import java.time.Duration;

/** The disk holds as much as it was given, and nothing there may be removed for another order. */
public final class NoRoomException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration after;

    NoRoomException(String message, Duration after) {
        super(message);
        this.after = after;
    }

    /** When to come again. */
    public Duration after() {
        return after;
    }
}
