package dev.gioconda.bench.honest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.bench.honest.AcknowledgedWrite.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcknowledgedFileTest {

    @TempDir
    Path folder;

    @Test
    void writes_are_read_in_the_order_of_their_acknowledgment() throws Exception {
        AcknowledgedFile file = new AcknowledgedFile(folder.resolve("acknowledged"));
        file.append(Kind.JOB, "4f", "-");
        file.append(Kind.UPLOAD, "5e", "2026-12-01T10:00:00Z");
        assertThat(file.read())
                .containsExactly(
                        new AcknowledgedWrite(Kind.JOB, "4f", "-"),
                        new AcknowledgedWrite(Kind.UPLOAD, "5e", "2026-12-01T10:00:00Z"));
    }

    @Test
    void damaged_line_is_rejected() throws Exception {
        Path path = Files.writeString(folder.resolve("acknowledged"), "JOB\t4f\n");
        assertThatThrownBy(() -> new AcknowledgedFile(path).read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected kind, id and value");
    }

    @Test
    void every_second_write_is_the_first_of_two() {
        List<AcknowledgedWrite> writes = Stream.of("a", "b", "c")
                .map(id -> new AcknowledgedWrite(Kind.FEEDBACK, id, "-"))
                .toList();
        assertThat(AcknowledgedCheck.everySecond(writes))
                .extracting(AcknowledgedWrite::id)
                .containsExactly("a", "c");
    }
}
