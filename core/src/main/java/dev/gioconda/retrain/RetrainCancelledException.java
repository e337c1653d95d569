package dev.gioconda.retrain;

/** A retraining was canceled before its version was saved. */
public final class RetrainCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** For a run of which nothing was saved in the store. */
    public RetrainCancelledException() {
        super("The retraining was canceled before its version was saved.");
    }
}
