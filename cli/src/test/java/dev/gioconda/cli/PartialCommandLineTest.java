package dev.gioconda.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.cli.command.NativeSearch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line of {@code main}, which has no more than the arguments need. */
class PartialCommandLineTest {

    @Test
    void help_of_the_program_is_that_of_the_complete_command_line() {
        assertThat(print(Gioconda.commandLineFor("--help"), "--help"))
                .isEqualTo(print(Gioconda.commandLine(), "--help"))
                .contains("classify", "generate-completion");
        assertThat(command(Gioconda.commandLineFor("--help"), "train")
                        .getCommandSpec()
                        .options())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classify", "style", "models", "retrain", "serve"})
    void a_command_is_the_only_one_and_complete(String name) {
        CommandLine line = Gioconda.commandLineFor(name, "--help");
        assertThat(line.getSubcommands()).containsOnlyKeys(name);
        assertThat(print(line, name, "--help")).isEqualTo(print(Gioconda.commandLine(), name, "--help"));
    }

    @Test
    void former_options_of_a_command_are_accepted() {
        CommandLine models = command(Gioconda.commandLineFor("models", "promote"), "models");
        assertThat(command(models, "promote").getCommandSpec().optionsMap()).containsKey("--who");
    }

    @Test
    void whatever_concerns_other_commands_has_all_of_them() {
        for (List<String> arguments : List.of(
                List.<String>of(), List.of("help", "train"), List.of("generate-completion"), List.of("clasify"))) {
            assertThat(Gioconda.commandLineFor(arguments.toArray(String[]::new)).getSubcommands())
                    .hasSameSizeAs(Gioconda.commandLine().getSubcommands());
        }
    }

    @Test
    void invalid_options_are_reported_by_exit_code() {
        StringWriter err = new StringWriter();
        CommandLine line =
                Gioconda.commandLineFor("classify", "--jsn", "face.jpg").setErr(new PrintWriter(err));
        assertThat(line.execute("classify", "--jsn", "face.jpg")).isEqualTo(2);
        assertThat(err.toString()).contains("--jsn").contains("Try 'gioconda classify --help'.");
    }

    @Test
    void gpu_libraries_are_not_searched_unless_there_are_some() {
        String property = "org.bytedeco.javacpp.platform.extension";
        String before = System.getProperty(property);
        try {
            System.setProperty(property, "-gpu");
            NativeSearch.limit();
            assertThat(System.getProperty(property)).isEqualTo("-gpu");
            System.clearProperty(property);
            NativeSearch.limit();
            assertThat(System.getProperty(property)).isEmpty();
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }

    private static CommandLine command(CommandLine group, String name) {
        return requireNonNull(group.getSubcommands().get(name));
    }

    private static String print(CommandLine line, String... arguments) {
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out));
        assertThat(line.execute(arguments)).isZero();
        return out.toString();
    }
}
