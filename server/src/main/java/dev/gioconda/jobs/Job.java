package dev.gioconda.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A painting that was ordered, as it is remembered.
 *
 * @param format of this record, {@link #FORMAT}
 * @param id 128 random bits in hexadecimal: whoever has it may see and stop the job
 * @param client a pseudonym of who ordered it
 * @param spec how it is wanted
 * @param styleName what the style is called, for people
 * @param created when it was ordered
 * @param idempotencyKey what the client called the order, hashed, so that an order that comes twice is one; null for none
 * @param status how far it is
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

    /** Further on. */
    Job withStatus(JobStatus next) {
        return new Job(format, id, client, spec, styleName, created, idempotencyKey, next);
    }

    /** Whether nothing will happen to it any more. */
    public boolean finished() {
        return status.state().finished();
    }
}
