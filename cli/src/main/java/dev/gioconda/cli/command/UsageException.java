package dev.gioconda.cli.command;

import java.io.IOException;

/** The command line was wrong in a way that only the work could find out. */
public final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }

    /** What reads a value of the command line. */
    @FunctionalInterface
    public interface Reading<T> {
        T read() throws IOException;
    }

    /** The value that was typed, or why it is none. */
    public static <T> T unlessGood(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (IllegalArgumentException wrong) {
            UsageException usage = new UsageException(String.valueOf(wrong.getMessage()));
            usage.initCause(wrong);
            throw usage;
        }
    }
}
