package dev.gioconda.jobs;

/** The Idempotency-Key of a request was used by the same client for a request with other images or settings. */
public final class IdempotencyConflictException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IdempotencyConflictException() {
        super(
                "This Idempotency-Key was used for a request with other images or settings. Use a new, random key for each"
                        + " request, and the same one only to repeat it.");
    }
}
