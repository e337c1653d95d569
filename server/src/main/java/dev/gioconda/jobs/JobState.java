package dev.gioconda.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a painting stands. */
public enum JobState {
    /** Waits for the painter. */
    @JsonProperty("queued")
    QUEUED,
    /** Is being painted. */
    @JsonProperty("painting")
    PAINTING,
    /** The client has asked to stop it; the worker stops after this iteration. */
    @JsonProperty("stopping")
    STOPPING,
    /** Was painted to the end. */
    @JsonProperty("done")
    DONE,
    /** Was stopped by the client; the best image so far is kept. */
    @JsonProperty("stopped")
    STOPPED,
    /** Could not be painted; the job says why. */
    @JsonProperty("failed")
    FAILED;

    /** Whether nothing will happen to it any more. */
    public boolean finished() {
        return this == DONE || this == STOPPED || this == FAILED;
    }
}
