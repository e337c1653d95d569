package dev.gioconda.jobs;

/** Another server that shares the store owns this job; only the owner may change it. */
public final class OwnedByOtherServerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OwnedByOtherServerException() {
        super(
                "Another server runs this style job. Send the request to that server, or wait until the job is finished.");
    }
}
