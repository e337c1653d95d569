package dev.gioconda.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.file.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A style transfer job, as it is stored.
 *
 * @param format of this record, {@link #FORMAT}
 * @param id 128 random bits in hexadecimal: a client that knows it may read the job and its images
 * @param client a pseudonym of the client that created it
 * @param spec the settings
 * @param styleName name of the style for display
 * @param created time of creation
 * @param idempotencyKey the client's Idempotency-Key, hashed, so that a repeated request creates one job; null for none
 * @param status state and progress
 * @param ownerKeySha256 hash of the secret that allows stopping and deleting it; null in jobs of earlier versions
 */
public record Job(
        int format,
        String id,
        String client,
        @JsonProperty("order") JobSpec spec,
        String styleName,
        Instant created,
        @JsonProperty("key") @Nullable String idempotencyKey,
        @JsonProperty("standing") JobStatus status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ownerKeySha256) {

    /** The format that this program writes. */
    public static final int FORMAT = 1;

    /** This job with another status. */
    Job withStatus(JobStatus next) {
        return new Job(format, id, client, spec, styleName, created, idempotencyKey, next, ownerKeySha256);
    }

    /** Whether this is the job's owner key. */
    public boolean hasOwnerKey(String ownerKey) {
        return ownerKeySha256 != null
                && MessageDigest.isEqual(
                        ownerKeySha256.getBytes(StandardCharsets.US_ASCII),
                        hashOf(ownerKey).getBytes(StandardCharsets.US_ASCII));
    }

    /** The stored form of an owner key. */
    static String hashOf(String ownerKey) {
        return Hashes.sha256(ownerKey.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the job has no owner key, because an earlier version created it. Then its owner is known by the pseudonym alone. */
    public boolean predatesOwnerKeys() {
        return ownerKeySha256 == null;
    }

    /** Whether the job is done, stopped or failed. */
    public boolean finished() {
        return status.state().finished();
    }
}
