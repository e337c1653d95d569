package dev.gioconda.inference;

import java.time.Duration;

/** There is more to do than is let in; coming again later helps. */
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    /**
     * @param message a sentence for whoever asked
     * @param retryAfter when to come again
     */
    public BusyException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** When to come again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
