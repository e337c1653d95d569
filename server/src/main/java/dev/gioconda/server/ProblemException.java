package dev.gioconda.server;

/** A request that is answered with a {@link Problem}. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(Problem.Kind kind, String detail) {
        super(detail);
        this.problem = Problem.of(kind, detail);
    }

    Problem problem() {
        return problem;
    }
}
