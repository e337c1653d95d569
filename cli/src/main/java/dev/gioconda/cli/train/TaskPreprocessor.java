package dev.gioconda.cli.train;

import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Makes {@code train --task NAME} the subcommand {@code train NAME}, so that every task has options and a help of its own. A name that is no
 * subcommand stays the value of the option.
 */
final class TaskPreprocessor implements IParameterPreprocessor {

    /** The option that names the task. */
    static final String OPTION = "--task";

    /**
     * Replaces the option by the subcommand.
     *
     * @param arguments the remaining arguments, the next one on top
     * @return false: the parser continues with the arguments
     */
    @Override
    public boolean preprocess(
            Stack<String> arguments, CommandSpec train, @Nullable ArgSpec none, Map<String, Object> info) {
        for (int i = arguments.size() - 1; i >= 0; i--) {
            String argument = arguments.get(i);
            boolean attached = argument.startsWith(OPTION + "=");
            if (attached || (argument.equals(OPTION) && i > 0)) {
                String task = attached ? argument.substring(OPTION.length() + 1) : arguments.get(i - 1);
                if (train.subcommands().containsKey(task)) {
                    arguments.subList(attached ? i : i - 1, i + 1).clear();
                    arguments.push(task);
                }
                return false;
            }
        }
        return false;
    }
}
