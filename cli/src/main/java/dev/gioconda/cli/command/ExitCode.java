package dev.gioconda.cli.command;

/** The exit codes of the program. */
public final class ExitCode {

    /** The command did what was asked. */
    public static final int OK = 0;

    /** The command failed, or at least one of its inputs did. */
    public static final int FAILED = 1;

    /** The command line was invalid. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
