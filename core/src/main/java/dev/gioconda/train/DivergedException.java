package dev.gioconda.train;

/** The loss is NaN or infinite. Checkpoints that were saved before stay valid. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DivergedException(String message) {
        super(message);
    }
}
