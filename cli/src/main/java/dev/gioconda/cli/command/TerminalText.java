package dev.gioconda.cli.command;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes text from untrusted sources safe for a terminal. */
public final class TerminalText {

    /** Control characters except tab and line breaks, and the characters that reorder text. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069&&[^\\t\\r\\n]]");

    private static final Pattern LINE_BREAKS = Pattern.compile("[\\t\\r\\n]");

    private TerminalText() {}

    /** The text on one line, with control characters replaced by spaces. */
    public static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f]+", " ");
    }

    /** The text with control characters except line breaks and tabs as escapes of four digits. */
    public static String escaped(String text) {
        return CONTROLS.matcher(text).replaceAll(TerminalText::escape);
    }

    /** The text on one line: control characters, line breaks and tabs as escapes. */
    public static String escapedLine(Object text) {
        return LINE_BREAKS.matcher(escaped(text.toString())).replaceAll(TerminalText::escape);
    }

    private static String escape(MatchResult control) {
        return "\\\\u%04x".formatted((int) control.group().charAt(0));
    }
}
