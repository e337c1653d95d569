package dev.gioconda.overload;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An exception that states when the request may be repeated; the HTTP response has it as {@code Retry-After}. */
public interface RetryableException {

    /** Time after which the client may repeat the request; null if repeating does not help. */
    @Nullable
    Duration retryAfter();
}
