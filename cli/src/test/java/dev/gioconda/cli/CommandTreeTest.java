package dev.gioconda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What holds for all commands, found by walking the tree of commands. */
class CommandTreeTest {

    private static final Set<String> OF_PICOCLI = Set.of("help", "generate-completion");
    private static final Set<String> GROUPS = Set.of("gioconda", "faces", "feedback", "weights", "operators");

    private static List<CommandLine> commands() {
        List<CommandLine> found = new ArrayList<>();
        collect(Gioconda.commandLine(), found);
        return found;
    }

    private static void collect(CommandLine command, List<CommandLine> found) {
        if (OF_PICOCLI.contains(command.getCommandName())) {
            return;
        }
        if (!GROUPS.contains(command.getCommandName())) {
            found.add(command);
        }
        command.getSubcommands().values().forEach(subcommand -> collect(subcommand, found));
    }

    @Test
    void every_command_has_json_quiet_help_and_version() {
        assertThat(commands()).hasSizeGreaterThan(40).allSatisfy(command -> assertThat(
                        command.getCommandSpec().optionsMap())
                .as(command.getCommandSpec().qualifiedName())
                .containsKeys("--json", "--quiet", "--help", "--version"));
    }

    @Test
    void every_command_has_a_description_and_an_example_of_itself() {
        assertThat(commands()).allSatisfy(command -> {
            String name = command.getCommandSpec().qualifiedName();
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(name)
                    .isNotEmpty();
            assertThat(command.getCommandSpec().usageMessage().footer())
                    .as(name)
                    .anyMatch(line -> line.contains(name));
        });
    }

    @Test
    void every_visible_option_is_described() {
        assertThat(commands()).allSatisfy(command -> assertThat(command.getCommandSpec().options().stream()
                        .filter(option -> !option.hidden() && option.description().length == 0)
                        .map(OptionSpec::longestName))
                .as(command.getCommandSpec().qualifiedName())
                .isEmpty());
    }
}
