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
    public interface InputReader<T> {
        T read() throws IOException;
    }

    /** The value that was typed, or why it is none. */
    public static <T> T asUsageError(InputReader<T> reader) throws IOException {
        try {
            return reader.read();
        } catch (IllegalArgumentException invalid) {
            UsageException usage = new UsageException(String.valueOf(invalid.getMessage()));
            usage.initCause(invalid);
            throw usage;
        }
    }
}
