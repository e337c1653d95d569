package dev.gioconda.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code operators} as the administrator of a server calls it. */
class OperatorsCommandTest {

    @TempDir
    private Path folder;

    private CommandResult call(String... arguments) {
        List<String> all = new ArrayList<>(List.of("operators"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--store", folder.resolve("store").toString()));
        return CommandLineFixture.call(all);
    }

    @Test
    void operator_is_added_listed_and_removed() throws IOException {
        CommandResult added = call("add", "lisa");
        assertThat(added.out()).matches("[0-9a-f]{64}\\R");
        assertThat(added.err()).contains("Operator token of lisa, which is not shown again");
        assertThat(call("add", "mona", "--json").json().path("token").asText()).hasSize(64);
        assertThat(call("list").out().lines()).containsExactly("lisa", "mona");
        Path file = folder.resolve("store/.gioconda-server/operators/lisa.sha256");
        assertThat(Files.readString(file)).doesNotContain(added.out().strip());

        assertThat(call("add", "lisa").err()).contains("There is an operator lisa");
        assertThat(call("remove", "lisa").out()).contains("Removed lisa.");
        CommandResult again = call("remove", "lisa");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("There is no operator \"lisa\"");
        assertThat(call("list", "--json").json().path("name").asText()).isEqualTo("mona");
    }

    @Test
    void work_folder_and_name_are_checked() {
        String work = folder.resolve("elsewhere").toString();
        assertThat(call("add", "lisa", "--work", work).code()).isZero();
        assertThat(folder.resolve("elsewhere/operators/lisa.sha256")).exists();
        CommandResult invalid = call("add", "two words");
        assertThat(invalid.code()).isEqualTo(2);
        assertThat(invalid.err()).contains("is not a valid name of an operator");
    }
}
