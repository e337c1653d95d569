package dev.gioconda.cli.command;

/** Words that others wrote, for a terminal. */
public final class TerminalText {

    private TerminalText() {}

    /** The text on one line, without anything that a terminal would obey. */
    public static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f]+", " ");
    }
}
