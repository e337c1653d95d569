package dev.gioconda.cli.command;

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
        return reason == null ? defaultReason : reason;
    }

    /** The reason, which must be given. */
    public String requireReason(CommandLine line) {
        String given = reason;
        if (given == null) {
            throw new ParameterException(line, "Missing required option: '--why=REASON'");
        }
        return given;
    }
}
