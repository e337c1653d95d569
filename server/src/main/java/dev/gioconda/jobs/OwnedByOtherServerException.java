package dev.gioconda.jobs;

/** Another server that shares the store is at work on this job, and alone may change it. */
public final class OwnedByOtherServerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OwnedByOtherServerException() {
        super("Another server paints this. Ask that one, or wait until it is done.");
    }
}
