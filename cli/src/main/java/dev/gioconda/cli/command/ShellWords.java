package dev.gioconda.cli.command;

import java.util.List;
import java.util.stream.Collectors;

/** Arguments in the syntax of a POSIX shell. */
public final class ShellWords {

    private ShellWords() {}

    /** Joins arguments to one line, with single quotes where they are needed. */
    public static String join(List<String> arguments) {
        return arguments.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        return word.matches("[A-Za-z0-9_./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
