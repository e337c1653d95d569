package dev.gioconda.retrain;

/** A retraining was ended by who wanted it, before its version was kept. */
public final class RetrainCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Nothing of it is in the store. */
    public RetrainCancelledException() {
        super("The retraining was stopped before its version was kept.");
    }
}
