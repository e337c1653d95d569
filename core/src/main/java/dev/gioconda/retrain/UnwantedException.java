package dev.gioconda.retrain;

/** A retraining was ended by who wanted it, before its version was kept. */
public final class UnwantedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Nothing of it is in the store. */
    public UnwantedException() {
        super("The retraining was stopped before its version was kept.");
    }
}
