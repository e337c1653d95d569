package dev.gioconda.cli;

/** The command line was wrong in a way that only the work could find out. */
final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
