package dev.gioconda.cli;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.cli.feedback.FeedbackCommand;
import dev.gioconda.cli.models.ModelsCommand;
import dev.gioconda.cli.serve.DoctorCommand;
import dev.gioconda.cli.serve.PingCommand;
import dev.gioconda.cli.serve.ServeCommand;
import dev.gioconda.cli.study.ExploreCommand;
import dev.gioconda.cli.study.StudyCommand;
import dev.gioconda.cli.style.StyleCommand;
import dev.gioconda.cli.train.EvaluateCommand;
import dev.gioconda.cli.train.PretrainCommand;
import dev.gioconda.cli.train.ProbeCommand;
import dev.gioconda.cli.train.RetrainCommand;
import dev.gioconda.cli.train.TrainCommand;
import dev.gioconda.cli.weights.WeightsCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. Exit codes: 0 all went well, 1 the work failed, 2 the command line was wrong. */
@Command(
        name = "gioconda",
        mixinStandardHelpOptions = true,
        versionProvider = Gioconda.JarVersionProvider.class,
        description =
                "Sees a smile and paints like a master: trains, judges, serves and corrects classifiers of faces, and paints portraits.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all went well", "1:the work failed", "2:the command line was wrong"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda study                        the whole study, on synthetic portraits",
            "  gioconda classify holiday.jpg         does the face in it smile?",
            "  gioconda serve                        the web page, at http://127.0.0.1:8080",
            "  gioconda train --data celeba          train our network on CelebA",
            "  source <(gioconda generate-completion)   completion for bash and zsh"
        },
        subcommands = {
            StudyCommand.class,
            ExploreCommand.class,
            TrainCommand.class,
            PretrainCommand.class,
            ProbeCommand.class,
            EvaluateCommand.class,
            ClassifyCommand.class,
            StyleCommand.class,
            ModelsCommand.class,
            WeightsCommand.class,
            FeedbackCommand.class,
            RetrainCommand.class,
            ServeCommand.class,
            PingCommand.class,
            DoctorCommand.class,
            HelpCommand.class,
            GenerateCompletion.class
        })
public final class Gioconda implements Runnable {

    /** The work failed. */
    public static final int FAILED = 1;

    /** The command line was wrong. */
    static final int USAGE = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: one of the commands below.");
    }

    /** The command line, for {@link #main} and for tests. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Gioconda());
        line.setExecutionExceptionHandler(Gioconda::report);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        return line;
    }

    /** Runs a command and ends the Java machine with its exit code. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** What a user or the data did wrong is a sentence; what we did wrong keeps its trace. */
    private static int report(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        boolean expected = failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof IllegalArgumentException
                || failure instanceof dev.gioconda.train.DivergedException;
        if (expected) {
            line.getErr().println(line.getColorScheme().errorText("gioconda: " + messageOf(failure)));
        } else {
            failure.printStackTrace(line.getErr());
        }
        return failure instanceof UsageException ? USAGE : FAILED;
    }

    public static String messageOf(Exception failure) {
        if (failure instanceof UncheckedIOException
                && failure.getCause() instanceof IOException cause
                && cause.toString().equals(failure.getMessage())) {
            return messageOf(cause); // which is all that it carries
        }
        String message = failure.getMessage();
        if (failure instanceof java.nio.file.NoSuchFileException missing) {
            return "There is no file %s.".formatted(missing.getFile());
        }
        if (failure instanceof java.nio.file.AccessDeniedException denied) {
            return "%s may not be read or written; choose another place or ask its owner.".formatted(denied.getFile());
        }
        if (failure instanceof java.nio.file.FileAlreadyExistsException existing) {
            return "%s is there already and is no folder; choose another place.".formatted(existing.getFile());
        }
        if (failure instanceof java.nio.file.FileSystemException fileSystem) {
            return "%s: %s. Choose another place.".formatted(fileSystem.getFile(), fileSystem.getReason());
        }
        return message == null ? failure.toString() : message;
    }

    /** The program with its version. */
    public static String version() {
        String version = Gioconda.class.getPackage().getImplementationVersion();
        return "gioconda " + (version == null ? "(not from a jar)" : version);
    }

    /** The version in the jar's manifest. */
    static final class JarVersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {version()};
        }
    }
}
