package dev.gioconda.jobs;

import java.io.IOException;

/** The folder of a job's checkpoints could not be created, such as on a full disk; the job is tried again later. */
final class WorkFolderException extends IOException {
    private static final long serialVersionUID = 1;

    WorkFolderException(IOException cause) {
        super("The folder of the checkpoints could not be created: " + cause.getMessage(), cause);
    }
}
