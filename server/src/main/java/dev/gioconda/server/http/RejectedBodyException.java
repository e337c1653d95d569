package dev.gioconda.server.http;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** A body that was rejected while it was received. Jetty wraps it in its own exceptions, as their cause. */
final class RejectedBodyException extends IOException {
    private static final long serialVersionUID = 1;

    private final Problem.Kind kind;

    /** @param kind {@link Problem.Kind#TOO_LARGE} or {@link Problem.Kind#TIMEOUT} */
    RejectedBodyException(Problem.Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Problem.Kind kind() {
        return kind;
    }

    /** Finds the rejection among the causes of a failure. */
    static Optional<RejectedBodyException> findIn(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(RejectedBodyException.class::isInstance)
                .map(RejectedBodyException.class::cast)
                .findFirst();
    }
}
