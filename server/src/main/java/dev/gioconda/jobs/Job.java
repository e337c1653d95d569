package dev.gioconda.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A style transfer job, as it is stored.
 *
 * @param format of this record, {@link #FORMAT}
 * @param id 128 random bits in hexadecimal: a client that knows it may read and stop the job
 * @param client a pseudonym of the client that created it
 * @param spec the settings
 * @param styleName name of the style for display
 * @param created time of creation
 * @param idempotencyKey the client's Idempotency-Key, hashed, so that a repeated request creates one job; null for none
 * @param status state and progress
 */
public record Job(
        int format,
        String id,
        String client,
        @JsonProperty("order") JobSpec spec,
        String styleName,
        Instant created,
        @JsonProperty("key") @Nullable String idempotencyKey,
        @JsonProperty("standing") JobStatus status) {

    /** The format that this program writes. */
    public static final int FORMAT = 1;

    /** This job with another status. */
    Job withStatus(JobStatus next) {
        return new Job(format, id, client, spec, styleName, created, idempotencyKey, next);
    }

    /** Whether the job is done, stopped or failed. */
    public boolean finished() {
        return status.state().finished();
    }
}
