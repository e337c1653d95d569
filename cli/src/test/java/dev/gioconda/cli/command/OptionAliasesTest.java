package dev.gioconda.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.cli.Gioconda;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

@Tag("integration") // takes more than two seconds
class OptionAliasesTest {

    static List<OptionAliases.OptionAlias> aliases() {
        return OptionAliases.of(Gioconda.commandLine());
    }

    @ParameterizedTest
    @MethodSource("aliases")
    void former_name_sets_the_current_option_and_is_reported(OptionAliases.OptionAlias alias) {
        StringWriter err = new StringWriter();
        for (boolean attached : isFlag(alias) ? List.of(false) : List.of(false, true)) {
            err.getBuffer().setLength(0);
            List<String> words = new ArrayList<>(List.of(alias.command().split(" ", -1)));
            if (isFlag(alias)) {
                words.add(alias.former());
            } else {
                words.addAll(attached ? List.of(alias.former() + "=7") : List.of(alias.former(), "7"));
            }
            CommandLine line = Gioconda.commandLine().setErr(new PrintWriter(err));
            collectErrors(line); // about required options and parameters
            ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            Object value = parsed.matchedOptionValue(alias.current(), "");
            assertThat(value).hasToString(isFlag(alias) ? "true" : "7");
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
        assertThat(help.out())
                .containsPattern(alias.current() + "(?![a-z-])")
                .doesNotContainPattern(alias.former() + "(?![a-z-])");
    }

    private static boolean isFlag(OptionAliases.OptionAlias alias) {
        return alias.current().equals("--embed-settings");
    }

    private static void collectErrors(CommandLine line) {
        line.getCommandSpec().parser().collectErrors(true);
        line.getSubcommands().values().forEach(OptionAliasesTest::collectErrors);
    }
}
