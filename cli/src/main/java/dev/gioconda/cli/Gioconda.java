package dev.gioconda.cli;

import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.MissingCommand;
import dev.gioconda.cli.command.OptionAliases;
import dev.gioconda.cli.command.ProgramVersion;
import dev.gioconda.cli.feedback.FeedbackCommand;
import dev.gioconda.cli.models.ModelsCommand;
import dev.gioconda.cli.serve.DoctorCommand;
import dev.gioconda.cli.serve.OperatorsCommand;
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

/** The program; its exit codes are those of {@link dev.gioconda.cli.command.ExitCode}. */
@Command(
        name = "gioconda",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Trains, evaluates, serves and retrains classifiers of facial attributes, and does neural style transfer.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:success", "1:the command or one of its inputs failed", "2:invalid command line"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda study                        the study of 2022, on synthetic portraits",
            "  gioconda classify holiday.jpg         is that a smile?",
            "  gioconda serve                        the web pages, at http://127.0.0.1:8080",
            "  gioconda train --data celeba          train a classifier on CelebA",
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
            OperatorsCommand.class,
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
        OptionAliases.addTo(line);
        return line;
    }

    /** Runs a command and exits the JVM with its exit code. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }
}
