package dev.gioconda.cli;

import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.MissingCommand;
import dev.gioconda.cli.command.ProgramVersion;
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
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program. Exit codes: 0 all went well, 1 the work failed, 2 the command line was wrong. */
@Command(
        name = "gioconda",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw MissingCommand.in(spec);
    }

    /** The command line, for {@link #main} and for tests. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Gioconda());
        line.setExecutionExceptionHandler(Failures::report);
        line.setParameterExceptionHandler(Failures::reportUsage);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        return line;
    }

    /** Runs a command and ends the Java machine with its exit code. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }
}
