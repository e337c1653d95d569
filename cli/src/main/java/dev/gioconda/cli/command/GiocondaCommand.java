package dev.gioconda.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command: the options that all commands have, where it prints, and its exit code. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:success", "1:the command or one of its inputs failed", "2:invalid command line"},
        footerHeading = "%nExamples:%n")
public abstract class GiocondaCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /**
     * Runs the command.
     *
     * @return an {@link ExitCode}
     * @throws UsageException if the command line is invalid
     */
    protected abstract int run() throws IOException;

    @Override
    public final Integer call() throws IOException {
        try {
            return run();
        } finally {
            out().flush();
            err().flush();
        }
    }

    /** The options of the output, for classes that print for the command. */
    protected final OutputOptions output() {
        return output;
    }

    /** The parser of this command. */
    protected final CommandLine line() {
        return output.spec().commandLine();
    }

    /** Whether results are printed as JSON. */
    protected final boolean json() {
        return output.json();
    }

    /** Standard output, for results. */
    protected final PrintWriter out() {
        return output.out();
    }

    /** Standard error, for progress and notes; discards them with {@code --quiet}. */
    protected final PrintWriter err() {
        return output.err();
    }

    /** Prints an error on standard error, with {@code --quiet} too. */
    protected final void printError(String message) {
        output.printError(message);
    }

    /**
     * Prints a result.
     *
     * @param value what {@code --json} prints, a record or a map
     * @param text what is printed without it
     */
    protected final void print(Object value, String text) {
        output.print(value, text);
    }
}
