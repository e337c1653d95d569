package dev.gioconda.server.http;

/** What stands in paths, of which nothing is believed. */
public final class Ids {

    private Ids() {}

    /** 128 random bits in hexadecimal. */
    public static String hex(String text) {
        if (!text.matches("[0-9a-f]{32}")) {
            throw new ProblemException(
                    Problem.Kind.NOT_FOUND, "There is nothing of that id; expected 32 small hexadecimal digits.");
        }
        return text;
    }

    /** A number from 0 to below the limit. */
    public static int index(String text, int limit) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) >= limit) {
            throw new ProblemException(
                    Problem.Kind.NOT_FOUND,
                    limit == 0
                            ? "There is none."
                            : "There is none of that number; expected 0 to %d.".formatted(limit - 1));
        }
        return Integer.parseInt(text);
    }
}
