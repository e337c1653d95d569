package dev.gioconda.server.paint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A style job in the response to its creation.
 *
 * @param job the job as anybody with its id sees it
 * @param ownerKey the secret that allows stopping, deleting and restoring it; null for a job of an earlier version
 */
record CreatedJobView(
        @JsonUnwrapped JobView job,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ownerKey) {}
