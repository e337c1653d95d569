package dev.gioconda.cli.command;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Former names of options. They are accepted for one release: hidden from the help, and reported as deprecated on
 * standard error.
 */
public final class OptionAliases {

    /** All aliases; {@code docs/glossary.md} lists them. */
    public static final List<OptionAlias> ALL = List.of(
            new OptionAlias("models promote", "--who", "--by"),
            new OptionAlias("models rollback", "--who", "--by"),
            new OptionAlias("models export", "--out", "--output"),
            new OptionAlias("retrain", "--who", "--by"),
            new OptionAlias("pretrain", "--start", "--from-run"),
            new OptionAlias("style learn", "--start", "--from-style"));

    private OptionAliases() {}

    /**
     * A former name of an option that takes one value.
     *
     * @param command names of the command below the program, such as {@code models promote}
     * @param former name of the option
     * @param current name of the option
     */
    public record OptionAlias(String command, String former, String current) {}

    /** Adds all aliases to the commands of the program. */
    public static void addTo(CommandLine program) {
        for (OptionAlias alias : ALL) {
            CommandLine command = program;
            for (String name : List.of(alias.command().split(" ", -1))) {
                command = requireNonNull(command.getSubcommands().get(name), name);
            }
            command.getCommandSpec().addOption(hidden(alias));
        }
    }

    private static OptionSpec hidden(OptionAlias alias) {
        return OptionSpec.builder(alias.former())
                .hidden(true)
                .arity("1")
                .type(String.class)
                .hasInitialValue(false)
                .preprocessor((arguments, command, option, info) -> replace(alias, arguments, command))
                .build();
    }

    /** Puts the current name in front of the value, for the parser to continue with. */
    private static boolean replace(OptionAlias alias, Stack<String> arguments, CommandSpec command) {
        command.commandLine()
                .getErr()
                .printf("Option '%s' is deprecated; use '%s'.%n", alias.former(), alias.current());
        command.commandLine().getErr().flush();
        arguments.push(alias.current());
        return true;
    }
}
