package dev.gioconda.cli;

import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.MissingCommand;
import dev.gioconda.cli.command.NativeSearch;
import dev.gioconda.cli.command.OptionAliases;
import dev.gioconda.cli.command.ProgramVersion;
import dev.gioconda.cli.faces.FacesCommand;
import dev.gioconda.cli.feedback.FeedbackCommand;
import dev.gioconda.cli.models.ModelsCommand;
import dev.gioconda.cli.score.ScoreCommand;
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
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
            "  gioconda score photos --out scores.csv   a table of a whole folder",
            "  gioconda serve                        the web pages, at http://127.0.0.1:8080",
            "  gioconda train --data celeba          train a classifier on CelebA",
            "  source <(gioconda generate-completion)   completion for bash and zsh"
        })
public final class Gioconda implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            StudyCommand.class,
            ExploreCommand.class,
            TrainCommand.class,
            PretrainCommand.class,
            ProbeCommand.class,
            EvaluateCommand.class,
            ClassifyCommand.class,
            ScoreCommand.class,
            FacesCommand.class,
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
            GenerateCompletion.class);
    private static final Set<Class<?>> ABOUT_OTHER_COMMANDS = Set.of(HelpCommand.class, GenerateCompletion.class);
    private static final Set<String> ABOUT_THE_PROGRAM = Set.of("--help", "-h", "--version", "-V");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw MissingCommand.in(spec);
    }

    /** The complete command line. */
    public static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /**
     * The part of the command line that these arguments need, since reading the options of all commands takes longer than most commands
     * do: one command, or for the help of the program the descriptions of all, else the complete command line.
     */
    static CommandLine commandLineFor(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        if (arguments.length == 1 && ABOUT_THE_PROGRAM.contains(first)) {
            return with(COMMANDS.stream().map(Gioconda::described).toList());
        }
        return COMMANDS.stream()
                .filter(type -> annotation(type).name().equals(first) && !ABOUT_OTHER_COMMANDS.contains(type))
                .findFirst()
                .map(type -> commandLine(List.of(type)))
                .orElseGet(Gioconda::commandLine);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine line = with(commands);
        OptionAliases.addTo(line);
        return line;
    }

    private static CommandLine with(List<?> commands) {
        CommandLine line = new CommandLine(new Gioconda());
        commands.forEach(line::addSubcommand);
        line.setExecutionExceptionHandler(Failures::report);
        line.setParameterExceptionHandler(Failures::reportUsage);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        return line;
    }

    /** A command with its name and description only. */
    private static CommandLine described(Class<?> type) {
        Command annotation = annotation(type);
        CommandSpec described = CommandSpec.create().name(annotation.name());
        described.usageMessage().header(annotation.header()).description(annotation.description());
        return new CommandLine(described);
    }

    private static Command annotation(Class<?> type) {
        return Objects.requireNonNull(type.getAnnotation(Command.class));
    }

    /** Runs a command and exits the JVM with its exit code. */
    public static void main(String... arguments) {
        NativeSearch.limit();
        System.exit(commandLineFor(arguments).execute(arguments));
    }
}
