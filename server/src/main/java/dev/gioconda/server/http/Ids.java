package dev.gioconda.server.http;

/** Validates ids and indices in paths. */
public final class Ids {

    private Ids() {}

    /** 128 random bits in hexadecimal. */
    public static String hex(String text) {
        if (!text.matches("[0-9a-f]{32}")) {
            throw new ProblemException(
                    Problem.Kind.NOT_FOUND, "The id is invalid; expected 32 lowercase hexadecimal digits.");
        }
        return text;
    }

    /** An index from 0 (inclusive) to the limit (exclusive). */
    public static int index(String text, int limit) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) >= limit) {
            throw new ProblemException(
                    Problem.Kind.NOT_FOUND,
                    limit == 0
                            ? "The list is empty."
                            : "The index is out of range; expected 0 to %d.".formatted(limit - 1));
        }
        return Integer.parseInt(text);
    }
}
