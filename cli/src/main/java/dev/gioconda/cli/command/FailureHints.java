package dev.gioconda.cli.command;

import dev.gioconda.model.UnknownModelException;

/** The options and commands that help after a failure of {@code core}, whose messages do not name any. */
public final class FailureHints {

    private FailureHints() {}

    /** A sentence to append to the failure's message, with a leading space; empty for most failures. */
    public static String of(Exception failure) {
        if (failure instanceof UnknownModelException) {
            return " \"gioconda models\" lists the models, \"gioconda train\" trains one.";
        }
        return "";
    }
}
