package dev.gioconda.server.http;

import dev.gioconda.overload.RetryableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a {@link Problem}. */
public final class ProblemException extends RuntimeException implements RetryableException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final @Nullable Duration retryAfter;

    public ProblemException(Problem.Kind kind, String detail) {
        super(detail);
        this.problem = Problem.of(kind, detail);
        this.retryAfter = null;
    }

    /** @param retryAfter time after which the client may repeat the request */
    public ProblemException(Problem.Kind kind, String detail, Duration retryAfter) {
        super(detail);
        this.problem = Problem.of(kind, detail);
        this.retryAfter = retryAfter;
    }

    @Override
    @Nullable
    public Duration retryAfter() {
        return retryAfter;
    }

    public Problem problem() {
        return problem;
    }
}
