package dev.gioconda.inference;

import java.time.Duration;

/** There is more to do than is let in; coming again later helps. */
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration after;

    /**
     * @param message a sentence for whoever asked
     * @param after when to come again
     */
    public BusyException(String message, Duration after) {
        super(message);
        this.after = after;
    }

    /** When to come again. */
    public Duration after() {
        return after;
    }
}
