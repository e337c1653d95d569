package dev.gioconda.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a {@link Problem}. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final @Nullable Duration after;

    public ProblemException(Problem.Kind kind, String detail) {
        super(detail);
        this.problem = Problem.of(kind, detail);
        this.after = null;
    }

    /** @param after when coming again helps */
    public ProblemException(Problem.Kind kind, String detail, Duration after) {
        super(detail);
        this.problem = Problem.of(kind, detail);
        this.after = after;
    }

    /** When coming again helps; null when it does not. */
    @Nullable
    public Duration after() {
        return after;
    }

    public Problem problem() {
        return problem;
    }
}
