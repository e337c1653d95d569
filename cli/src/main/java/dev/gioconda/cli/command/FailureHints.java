package dev.gioconda.cli.command;

import dev.gioconda.model.UnknownModelException;
import dev.gioconda.train.DivergedException;
import java.util.Map;

/** The options and commands that help after a failure of {@code core}, whose messages do not name any. */
public final class FailureHints {

    /** The beginning of a message of core, and the sentence to append. */
    private static final Map<String, String> PREFIXES = Map.of(
            "There are no weights of",
                    "Use \"gioconda weights fetch\", --weights and --backbone; \"gioconda weights list\" lists the official weights.",
            "There is no weight file", "The option is --weights.",
            "The embedded weights are", "The options are --backbone and --weights.",
            "There is no fast style", "\"gioconda style learn\" trains one.",
            "The features of the frozen layers need",
                    "The option is --feature-limit; settings are changed with --set.");

    private FailureHints() {}

    /** A sentence to append to the failure's message, with a leading space; empty for most failures. */
    public static String of(Exception failure) {
        if (failure instanceof UnknownModelException) {
            return " \"gioconda models\" lists the models, \"gioconda train\" trains one.";
        }
        if (failure instanceof DivergedException) {
            return " Settings are changed with --set.";
        }
        String message = String.valueOf(failure.getMessage());
        return PREFIXES.entrySet().stream()
                .filter(hint -> message.startsWith(hint.getKey()))
                .map(hint -> " " + hint.getValue())
                .findFirst()
                .orElse("");
    }
}
