package dev.gioconda.server.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the operators in a work folder. */
class OperatorsTest {

    @TempDir
    private Path folder;

    private Operators operators = new Operators(Path.of(""));

    @BeforeEach
    void open() {
        operators = new Operators(folder.resolve("work"));
    }

    @Test
    void first_start_creates_one_operator_and_later_ones_none() throws IOException {
        String token = operators.createFirst();
        assertThat(operators.withToken(token)).map(Operator::name).contains("operator");
        assertThat(operators.createFirst()).isEmpty();
        assertThat(operators.withToken(token)).isPresent();
        assertThat(folder.resolve("work/operator-token.sha256")).exists();
    }

    @Test
    void no_operator_is_created_beside_a_named_one() throws IOException {
        operators.add("lisa");
        assertThat(operators.createFirst()).isEmpty();
        assertThat(operators.list()).extracting(Operator::name).containsExactly("lisa");
    }

    @Test
    void each_token_belongs_to_one_operator() throws IOException {
        String first = operators.createFirst();
        String mona = operators.add("mona");
        String lisa = operators.add("lisa");
        assertThat(operators.list()).extracting(Operator::name).containsExactly("operator", "lisa", "mona");
        assertThat(operators.withToken(first)).map(Operator::name).contains("operator");
        assertThat(operators.withToken(mona)).map(Operator::name).contains("mona");
        assertThat(operators.withToken(lisa)).map(Operator::name).contains("lisa");
        assertThat(operators.withToken("0".repeat(64))).isEmpty();
        assertThat(operators.withToken("")).isEmpty();
    }

    @Test
    void removed_operator_has_no_token() throws IOException {
        String first = operators.createFirst();
        String mona = operators.add("mona");
        Operator before = operators.withToken(mona).orElseThrow();
        assertThat(operators.remove("mona")).isTrue();
        assertThat(operators.remove("mona")).isFalse();
        assertThat(operators.withToken(mona)).isEmpty();
        operators.add("mona");
        assertThat(operators.contains(before)).as("a new token").isFalse();
        assertThat(operators.remove(Operators.FIRST)).isTrue();
        assertThat(operators.withToken(first)).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no POSIX permissions")
    void only_the_hash_is_stored_and_only_the_owner_reads_it() throws IOException {
        String token = operators.add("mona");
        Path file = folder.resolve("work/operators/mona.sha256");
        assertThat(Files.readString(file)).matches("[0-9a-f]{64}\\n").doesNotContain(token);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../mona", "mona lisa", ".mona", "mona\nlisa", "M\u00F6na", "a/b"})
    void unusable_names_are_rejected(String name) throws IOException {
        assertThatThrownBy(() -> operators.add(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a valid name");
        assertThat(operators.remove(name)).isFalse();
    }

    @Test
    void name_is_given_once_in_upper_and_lower_case() throws IOException {
        operators.add("Mona");
        assertThatThrownBy(() -> operators.add("mona"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("There is an operator Mona");
    }

    @Test
    void damaged_file_stops_the_start_but_no_other_operator() throws IOException {
        String mona = operators.add("mona");
        Files.write(folder.resolve("work/operators/lisa.sha256"), new byte[] {(byte) 0xff, 0, 1});
        assertThat(operators.withToken(mona)).map(Operator::name).contains("mona");
        assertThatThrownBy(() -> operators.createFirst()).hasMessageContaining("lisa.sha256 does not contain");
    }
}
