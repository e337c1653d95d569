package dev.gioconda.cli.command;

import dev.gioconda.registry.LogEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Who makes a change that is recorded in the store, and why. */
public final class ChangeOptions {

    @Option(names = "--why", paramLabel = "REASON", description = "The reason of the change, for the log.")
    private @Nullable String reason;

    @Mixin
    private AuthorOptions by = new AuthorOptions();

    /** The person's name. */
    public String author() {
        return by.author();
    }

    /** The reason as given, else the default. */
    public String reason(String defaultReason) {
        return reason == null ? defaultReason : checked(reason);
    }

    /** The reason, which must be given. */
    public String requireReason(CommandLine line) {
        String given = reason;
        if (given == null || given.isBlank()) {
            throw new ParameterException(line, "Missing required option: '--why=REASON'");
        }
        return checked(given);
    }

    private static String checked(String given) {
        if (given.length() > LogEntry.MAX_REASON) {
            throw new UsageException("The reason of --why has %,d characters; expected at most %,d. Shorten it."
                    .formatted(given.length(), LogEntry.MAX_REASON));
        }
        return given;
    }
}
