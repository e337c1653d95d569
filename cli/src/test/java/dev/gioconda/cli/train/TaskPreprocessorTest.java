package dev.gioconda.cli.train;

import static dev.gioconda.cli.CommandLineFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.cli.CommandLineFixture.CommandResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

class TaskPreprocessorTest {

    @SuppressWarnings("JdkObsolete") // picocli passes a Stack
    private static List<String> preprocessed(String... arguments) {
        Stack<String> stack = new Stack<>();
        stack.addAll(List.of(arguments));
        Collections.reverse(stack);
        CommandSpec train = CommandSpec.create().addSubcommand("embedding", CommandSpec.create());
        new TaskPreprocessor().preprocess(stack, train, null, Map.of());
        List<String> result = new ArrayList<>(stack);
        Collections.reverse(result);
        return result;
    }

    @Test
    void a_task_becomes_the_subcommand() {
        assertThat(preprocessed("--data", "faces", "--task", "embedding", "--json"))
                .containsExactly("embedding", "--data", "faces", "--json");
    }

    @Test
    void an_attached_task_becomes_the_subcommand() {
        assertThat(preprocessed("--task=embedding", "--help")).containsExactly("embedding", "--help");
    }

    @Test
    void an_unknown_task_stays_an_option() {
        assertThat(preprocessed("--task", "painting")).containsExactly("--task", "painting");
    }

    @Test
    void a_task_without_a_value_stays_an_option() {
        assertThat(preprocessed("--data", "faces", "--task")).containsExactly("--data", "faces", "--task");
    }

    @Test
    void an_unknown_task_is_an_error_with_the_known_ones() {
        CommandResult result = call("train", "--task", "painting");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("\"painting\"", "classifier");
    }
}
