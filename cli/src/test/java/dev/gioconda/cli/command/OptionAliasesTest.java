package dev.gioconda.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.cli.Gioconda;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class OptionAliasesTest {

    private static final Map<String, List<String>> REQUIRED_ARGUMENTS = Map.of(
            "models promote", List.of("smile", "1"),
            "models rollback", List.of("smile"),
            "models export", List.of("smile"),
            "retrain", List.of("smile"),
            "style learn", List.of("--style", "a.jpg", "--photographs", "b"));

    static List<OptionAliases.OptionAlias> aliases() {
        return OptionAliases.ALL;
    }

    @ParameterizedTest
    @MethodSource("aliases")
    void former_name_sets_the_current_option_and_is_reported(OptionAliases.OptionAlias alias) {
        for (boolean attached : List.of(false, true)) {
            List<String> words = new ArrayList<>(List.of(alias.command().split(" ", -1)));
            words.addAll(REQUIRED_ARGUMENTS.getOrDefault(alias.command(), List.of()));
            words.addAll(attached ? List.of(alias.former() + "=7") : List.of(alias.former(), "7"));
            StringWriter err = new StringWriter();
            CommandLine line = Gioconda.commandLine().setErr(new PrintWriter(err));
            ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            Object value = parsed.matchedOptionValue(alias.current(), "");
            assertThat(value).hasToString("7");
            assertThat(err.toString().strip())
                    .isEqualTo("Option '%s' is deprecated; use '%s'.".formatted(alias.former(), alias.current()));
        }
    }

    @ParameterizedTest
    @MethodSource("aliases")
    void help_shows_the_current_name_only(OptionAliases.OptionAlias alias) {
        List<String> words = new ArrayList<>(List.of(alias.command().split(" ", -1)));
        words.add("--help");
        CommandResult help = CommandLineFixture.call(words);
        assertThat(help.out()).contains(alias.current() + "=").doesNotContain(alias.former() + "=");
    }
}
