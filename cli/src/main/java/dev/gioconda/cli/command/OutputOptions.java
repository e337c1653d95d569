package dev.gioconda.cli.command;

import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command prints: results on standard output, progress and notes on standard error. */
public final class OutputOptions {

    private static final int LAST = 100; // these options stand at the end of the help

    private final PrintWriter discarded = new PrintWriter(Writer.nullWriter());

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", order = LAST, description = "Print results as JSON, one object per line.")
    private boolean json;

    @Option(names = "--quiet", order = LAST, description = "Print results and errors only, no progress and no notes.")
    private boolean quiet;

    /** The command that these options belong to. */
    CommandSpec spec() {
        return spec;
    }

    /** Whether results are printed as JSON. */
    public boolean json() {
        return json;
    }

    /** Whether no progress and no notes are printed. */
    public boolean quiet() {
        return quiet;
    }

    /** Standard output, for results. */
    public PrintWriter out() {
        return escaping(spec.commandLine().getOut());
    }

    /** Standard error, for progress and notes; discards them with {@code --quiet}. */
    public PrintWriter err() {
        return quiet ? discarded : escaping(spec.commandLine().getErr());
    }

    /** Prints an error on standard error, with {@code --quiet} too. */
    public void printError(String message) {
        spec.commandLine().getErr().println(TerminalText.escaped(message));
        spec.commandLine().getErr().flush();
    }

    /**
     * Prints a result.
     *
     * @param value what {@code --json} prints, a record or a map
     * @param text what is printed without it
     */
    public void print(Object value, String text) {
        PrintWriter results = out();
        results.println(json ? JsonLines.line(value) : text);
        results.flush();
    }

    private static PrintWriter escaping(PrintWriter writer) {
        return new PrintWriter(new EscapingWriter(writer));
    }
}
