package dev.gioconda.cli.command;

import java.util.List;
import java.util.stream.Collectors;

/** Arguments as they are typed into a POSIX shell. */
public final class ShellWords {

    private ShellWords() {}

    /** In one line; what a shell would take apart stands in single quotes. */
    public static String join(List<String> arguments) {
        return arguments.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        return word.matches("[A-Za-z0-9_./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
