package dev.gioconda.cli.command;

import dev.gioconda.train.DivergedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Error messages and exit codes of exceptions. */
public final class Failures {

    private Failures() {}

    /**
     * Reports an invalid command line: the error, suggestions for misspelled options, and how to get help.
     *
     * @return {@link ExitCode#USAGE}
     */
    public static int reportUsage(ParameterException invalid, String[] arguments) {
        CommandLine line = invalid.getCommandLine();
        PrintWriter err = line.getErr();
        err.println(line.getColorScheme().errorText(TerminalText.escaped(String.valueOf(invalid.getMessage()))));
        UnmatchedArgumentException.printSuggestions(invalid, err);
        err.printf("Try '%s --help'.%n", line.getCommandSpec().qualifiedName());
        err.flush();
        return ExitCode.USAGE;
    }

    /**
     * Reports an exception of a command: errors of the user, the data or the machine in a sentence, defects of the
     * program with their stack trace.
     *
     * @return {@link ExitCode#USAGE} for a {@link UsageException}, else {@link ExitCode#FAILED}
     */
    public static int report(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        boolean expected = failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof IllegalArgumentException
                || failure instanceof DivergedException;
        if (expected) {
            line.getErr()
                    .println(line.getColorScheme().errorText(TerminalText.escaped("gioconda: " + messageOf(failure))));
        } else {
            failure.printStackTrace(line.getErr());
        }
        if (failure instanceof UsageException) {
            line.getErr().printf("Try '%s --help'.%n", line.getCommandSpec().qualifiedName());
        }
        line.getErr().flush();
        return failure instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    /** The message of an exception as a sentence for the user. */
    public static String messageOf(Exception failure) {
        if (failure instanceof UncheckedIOException
                && failure.getCause() instanceof IOException cause
                && cause.toString().equals(failure.getMessage())) {
            return messageOf(cause); // the wrapper adds nothing
        }
        if (failure instanceof NoSuchFileException missing) {
            return "File not found: %s.".formatted(missing.getFile());
        }
        if (failure instanceof AccessDeniedException denied) {
            return "No permission to read or write %s; choose another path or change its permissions."
                    .formatted(denied.getFile());
        }
        if (failure instanceof FileAlreadyExistsException existing) {
            return "%s exists already and is not a folder; choose another path.".formatted(existing.getFile());
        }
        if (failure instanceof FileSystemException fileSystem) {
            return "%s: %s. Choose another path.".formatted(fileSystem.getFile(), fileSystem.getReason());
        }
        String message = failure.getMessage();
        return message == null ? failure.toString() : message + FailureHints.of(failure);
    }
}
