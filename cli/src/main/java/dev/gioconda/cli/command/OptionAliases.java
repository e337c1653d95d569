package dev.gioconda.cli.command;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Former names of options. They are accepted for one release: hidden from the help, and reported as deprecated on
 * standard error.
 */
public final class OptionAliases {

    /** Former names in single commands; {@code docs/glossary.md} lists all former names. */
    private static final List<OptionAlias> OF_COMMANDS = List.of(
            new OptionAlias("models promote", "--who", "--by"),
            new OptionAlias("models rollback", "--who", "--by"),
            new OptionAlias("models export", "--out", "--output"),
            new OptionAlias("retrain", "--who", "--by"),
            new OptionAlias("pretrain", "--start", "--from-run"),
            new OptionAlias("style learn", "--start", "--from-style"),
            new OptionAlias("weights fetch", "--cache", "--weight-cache"),
            new OptionAlias("weights import", "--cache", "--weight-cache"),
            new OptionAlias("weights list", "--cache", "--weight-cache"),
            new OptionAlias("weights verify", "--cache", "--weight-cache"),
            new OptionAlias("weights where", "--cache", "--weight-cache"));

    /** Former names in every command that has the option; the command is empty. */
    private static final List<OptionAlias> OF_ALL_COMMANDS = List.of(
            new OptionAlias("", "--cache", "--model-cache"),
            new OptionAlias("", "--colours", "--colors"),
            new OptionAlias("", "--begin", "--init"),
            new OptionAlias("", "--start", "--init-image"),
            new OptionAlias("", "--from", "--settings-from"),
            new OptionAlias("", "--settings", "--embed-settings"));

    private OptionAliases() {}

    /**
     * A former name of an option that takes one value or none.
     *
     * @param command names of the command below the program, such as {@code models promote}
     * @param former name of the option
     * @param current name of the option
     */
    public record OptionAlias(String command, String former, String current) {}

    /** The aliases of all commands that the program has. */
    public static List<OptionAlias> of(CommandLine program) {
        List<OptionAlias> aliases = new ArrayList<>();
        for (OptionAlias alias : OF_COMMANDS) {
            if (find(program, alias.command()).isPresent()) {
                aliases.add(alias);
            }
        }
        collect("", program, aliases);
        return aliases;
    }

    private static void collect(String names, CommandLine command, List<OptionAlias> aliases) {
        for (OptionAlias alias : OF_ALL_COMMANDS) {
            if (command.getCommandSpec().findOption(alias.current()) != null) {
                aliases.add(new OptionAlias(names, alias.former(), alias.current()));
            }
        }
        command.getSubcommands()
                .forEach((name, subcommand) -> collect((names + " " + name).strip(), subcommand, aliases));
    }

    /** The command with these names; empty if it is not part of the command line. */
    private static Optional<CommandLine> find(CommandLine program, String names) {
        Optional<CommandLine> command = Optional.of(program);
        for (String name : List.of(names.split(" ", -1))) {
            command = command.flatMap(
                    group -> Optional.ofNullable(group.getSubcommands().get(name)));
        }
        return command;
    }

    /** Adds all aliases to the commands of the program. */
    public static void addTo(CommandLine program) {
        for (OptionAlias alias : of(program)) {
            CommandLine command = find(program, alias.command()).orElseThrow();
            OptionSpec current = requireNonNull(command.getCommandSpec().findOption(alias.current()), alias.current());
            command.getCommandSpec().addOption(hidden(alias, current.arity().max() == 0));
        }
    }

    private static OptionSpec hidden(OptionAlias alias, boolean flag) {
        return OptionSpec.builder(alias.former())
                .hidden(true)
                .arity(flag ? "0" : "1")
                .type(flag ? boolean.class : String.class)
                .hasInitialValue(false)
                .preprocessor((arguments, command, option, info) -> replace(alias, arguments, command))
                .build();
    }

    /** Puts the current name in front of the value, if any, for the parser to continue with. */
    private static boolean replace(OptionAlias alias, Stack<String> arguments, CommandSpec command) {
        command.commandLine()
                .getErr()
                .printf("Option '%s' is deprecated; use '%s'.%n", alias.former(), alias.current());
        command.commandLine().getErr().flush();
        arguments.push(alias.current());
        return true;
    }
}
