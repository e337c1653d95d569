package dev.gioconda.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;

/** State of a style job. */
public enum JobState {
    /** Waits for the worker. */
    @JsonProperty("queued")
    QUEUED,
    /** Is running. */
    @JsonProperty("painting")
    PAINTING,
    /** The client has asked to stop it; the worker stops after this iteration. */
    @JsonProperty("stopping")
    STOPPING,
    /** All iterations are completed. */
    @JsonProperty("done")
    DONE,
    /** Was stopped by the client; the best image so far is kept. */
    @JsonProperty("stopped")
    STOPPED,
    /** Has failed; {@link JobStatus#message} has the reason. */
    @JsonProperty("failed")
    FAILED;

    /** Whether the state is final. */
    public boolean finished() {
        return this == DONE || this == STOPPED || this == FAILED;
    }
}
