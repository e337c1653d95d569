package dev.gioconda.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvFormatTest {

    private static final List<String> COLUMNS = List.of("path", "value");

    /** File names are data of strangers. */
    private static final List<String> NAMES = List.of(
            "a,b.jpg", "line\nbreak.jpg", "quo\"te.jpg", "\"", "\"\"", "=1+1.jpg", "\r", "", " x ", "\u00e9\u4f60.jpg");

    private final CsvFormat format = new CsvFormat();

    private byte[] table(List<String> names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(format.header(COLUMNS));
        names.forEach(name -> bytes.writeBytes(format.record(COLUMNS, Arrays.asList(name, name))));
        return bytes.toByteArray();
    }

    private List<String> read(byte[] table, int length) throws IOException {
        TableFormat.RecordReader reader = format.reader(new ByteArrayInputStream(table, 0, length), COLUMNS);
        List<String> names = new ArrayList<>();
        for (Map<String, String> record = reader.next(); record != null; record = reader.next()) {
            assertThat(record.get("value")).isEqualTo(record.get("path"));
            names.add(record.getOrDefault("path", "?"));
        }
        assertThat(reader.position()).isLessThanOrEqualTo(length);
        return names;
    }

    @Test
    void cells_are_quoted_as_in_rfc_4180() {
        List<@Nullable Object> values = Arrays.asList("a,\"b\"\n", null, 12, 0.25, true, List.of(1, 2, 3), "=A1");
        assertThat(new String(format.record(List.of(), values), StandardCharsets.UTF_8))
                .isEqualTo("\"a,\"\"b\"\"\n\",,12,0.25,true,1 2 3,=A1\n");
    }

    @Test
    void any_name_is_read_back() throws IOException {
        byte[] table = table(NAMES);
        assertThat(read(table, table.length)).isEqualTo(NAMES);
    }

    @Test
    void a_table_cut_anywhere_has_only_complete_records() throws IOException {
        byte[] table = table(NAMES);
        for (int length = 0; length < table.length; length++) {
            List<String> names = read(table, length);
            assertThat(names).as("%d bytes", length).hasSizeLessThan(NAMES.size());
            assertThat(names).as("%d bytes", length).isEqualTo(NAMES.subList(0, names.size()));
        }
    }

    @Test
    void zeros_after_a_crash_are_no_record() throws IOException {
        byte[] table = table(List.of("a.jpg"));
        byte[] longer = Arrays.copyOf(table, table.length + 4096);
        longer[longer.length - 1] = '\n';
        assertThat(read(longer, longer.length)).containsExactly("a.jpg");
    }

    @Test
    void a_table_with_other_columns_has_no_record() throws IOException {
        TableFormat.RecordReader reader =
                format.reader(new ByteArrayInputStream("path,other\na,b\n".getBytes(StandardCharsets.UTF_8)), COLUMNS);
        assertThat(reader.next()).isNull();
        assertThat(reader.position()).isZero();
    }
}
