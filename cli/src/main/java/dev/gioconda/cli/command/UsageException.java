package dev.gioconda.cli.command;

import java.io.IOException;

/** An invalid command line, found after parsing. */
public final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }

    /** Reads a value of the command line. */
    @FunctionalInterface
    public interface InputReader<T> {
        T read() throws IOException;
    }

    /** Reads a value; reports an invalid one as a usage error. */
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
