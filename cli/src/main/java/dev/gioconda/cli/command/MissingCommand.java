package dev.gioconda.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The error of a group of commands that is called without naming one of them. */
public final class MissingCommand {

    private MissingCommand() {}

    /** The error for the group, with the names of its visible commands. */
    public static ParameterException in(CommandSpec group) {
        return new ParameterException(
                group.commandLine(),
                "Missing command; expected one of: %s."
                        .formatted(String.join(
                                ", ",
                                group.subcommands().entrySet().stream()
                                        .filter(command -> !command.getValue()
                                                .getCommandSpec()
                                                .usageMessage()
                                                .hidden())
                                        .map(command -> command.getKey())
                                        .toList())));
    }
}
