package dev.gioconda.train;

/** The loss is no longer a number; nothing that was saved before is lost. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DivergedException(String message) {
        super(message);
    }
}
