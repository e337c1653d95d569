package dev.gioconda.cli.command;

/** Makes text from untrusted sources safe for a terminal. */
public final class TerminalText {

    private TerminalText() {}

    /** The text on one line, with control characters replaced by spaces. */
    public static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f]+", " ");
    }
}
