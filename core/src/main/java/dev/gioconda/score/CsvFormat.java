package dev.gioconda.score;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values as in RFC 4180, in UTF-8, but with line feeds alone at the ends of records. Lists are numbers with spaces between
 * them. Text is written as it is, also if a spreadsheet would read it as a formula.
 */
record CsvFormat() implements TableFormat {

    private static final Pattern SPECIAL = Pattern.compile("[\",\r\n]");
    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public byte[] header(List<String> columns) {
        return record(columns, new ArrayList<>(columns));
    }

    @Override
    public byte[] record(List<String> columns, List<@Nullable Object> values) {
        String line = values.stream().map(CsvFormat::cell).collect(Collectors.joining(","));
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : value.toString();
        return SPECIAL.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    @Override
    public RecordReader reader(InputStream in, List<String> columns) throws IOException {
        CsvReader reader = new CsvReader(new BufferedInputStream(in, BUFFER_BYTES), columns);
        reader.readHeader();
        return reader;
    }

    private static final class CsvReader implements RecordReader {

        private final InputStream in;
        private final List<String> columns;
        private long consumed;
        private long position;

        CsvReader(InputStream in, List<String> columns) {
            this.in = in;
            this.columns = columns;
        }

        private void readHeader() throws IOException {
            if (!columns.equals(readRecord())) {
                position = 0;
            }
        }

        @Override
        public @Nullable Map<String, String> next() throws IOException {
            if (position == 0) {
                return null; // no header
            }
            long before = position;
            List<String> cells = readRecord();
            if (cells == null || cells.size() != columns.size()) {
                position = before;
                return null;
            }
            Map<String, String> record = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                record.put(columns.get(i), cells.get(i));
            }
            return record;
        }

        @Override
        public long position() {
            return position;
        }

        /** The cells of a record; null at the end, within a record, and at a NUL, which a crash of the machine leaves in a file. */
        private @Nullable List<String> readRecord() throws IOException {
            List<String> cells = new ArrayList<>();
            ByteArrayOutputStream cell = new ByteArrayOutputStream();
            boolean quoted = false;
            int previous = 0;
            for (int b = read(); b > 0; b = read()) {
                if (b == '"') {
                    if (!quoted && previous == '"') {
                        cell.write('"'); // the second of two quotes, which stand for one
                    }
                    quoted = !quoted;
                } else if (!quoted && (b == ',' || b == '\n')) {
                    cells.add(cell.toString(StandardCharsets.UTF_8));
                    cell.reset();
                    if (b == '\n') {
                        position = consumed;
                        return cells;
                    }
                } else {
                    cell.write(b);
                }
                previous = b;
            }
            return null;
        }

        private int read() throws IOException {
            int b = in.read();
            consumed += b < 0 ? 0 : 1;
            return b;
        }
    }
}
