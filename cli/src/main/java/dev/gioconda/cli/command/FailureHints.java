package dev.gioconda.cli.command;

import static java.util.Map.entry;

import dev.gioconda.model.UnknownModelException;
import dev.gioconda.train.DivergedException;
import java.util.Map;
import java.util.stream.Stream;

/** The options and commands that help after a failure of {@code core} or {@code server}, whose messages do not name any. */
public final class FailureHints {

    /** The beginning of a message of core, and the sentence to append. */
    private static final Map<String, String> PREFIXES = Map.of(
            "There are no weights of",
                    "Use \"gioconda weights fetch\", --weights and --backbone; \"gioconda weights list\" lists the official weights.",
            "There is no weight file", "The option is --weights.",
            "The embedded weights are", "The options are --backbone and --weights.",
            "There is no champion of", "\"gioconda models promote\" promotes a version.",
            "There is no fast style", "\"gioconda style learn\" trains one.",
            "The features of the frozen layers need",
                    "The option is --feature-limit; settings are changed with --set.");

    /** A part of a message of core, and the sentence to append. */
    private static final Map<String, String> PARTS = Map.of(
            "tate which of them has the attribute",
                    "The options are --positive FOLDER and --rename SET:FOLDER=ATTRIBUTE.",
            "of them are missing (such as", "--allow-missing uses the rows that have an image.");

    /** The settings of the server as its messages name them, and the options of "serve" that set them. */
    private static final Map<String, String> SERVER_SETTINGS = Map.ofEntries(
            entry("The limit of a request body in bytes", "--max-bytes"),
            entry("The limit of an image in pixels", "--max-pixels"),
            entry("The number of requests per minute", "--requests-per-minute"),
            entry("The number of unfinished style jobs", "--jobs"),
            entry("The number of unfinished style jobs per client", "--jobs-per-client"),
            entry("The side of a stylized image in pixels", "--max-painting"),
            entry("The retention of style jobs in days", "--keep-days"),
            entry("The disk quota of style jobs in bytes", "--disk-paintings, in MB"),
            entry("The disk quota of uploads in bytes", "--disk-uploads, in MB"),
            entry("The disk quota of feedback images in bytes", "--disk-kept, in MB"),
            entry("The minimum of free disk space in bytes", "--disk-free, in MB"),
            entry("The number of faces per batch", "--batch"),
            entry("The delay of a batch in milliseconds", "--patience"),
            entry("The trusted proxy", "--trusted-proxy"),
            entry("The allowed host", "--allowed-host"),
            entry("The CORS origin", "--cors-origin"),
            entry("The base path", "--base-path"));

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
        Stream<String> hints = PREFIXES.entrySet().stream()
                .filter(hint -> message.startsWith(hint.getKey()))
                .map(Map.Entry::getValue);
        Stream<String> parts = PARTS.entrySet().stream()
                .filter(hint -> message.contains(hint.getKey()))
                .map(Map.Entry::getValue);
        Stream<String> options = SERVER_SETTINGS.entrySet().stream()
                .filter(setting -> message.startsWith(setting.getKey() + " is "))
                .map(setting -> "The option is %s.".formatted(setting.getValue()));
        return Stream.of(hints, parts, options)
                .flatMap(stream -> stream)
                .map(hint -> " " + hint)
                .findFirst()
                .orElse("");
    }
}
