package dev.gioconda.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object for each record, on a line of its own, with all columns in order. */
record JsonLinesFormat() implements TableFormat {

    private static final ObjectMapper MAPPER = new JsonMapper();
    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public byte[] header(List<String> columns) {
        return new byte[0];
    }

    @Override
    public byte[] record(List<String> columns, List<@Nullable Object> values) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            record.put(columns.get(i), values.get(i));
        }
        try {
            return (MAPPER.writeValueAsString(record) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("The row could not be written as JSON.", impossible);
        }
    }

    @Override
    public RecordReader reader(InputStream in, List<String> columns) {
        return new LineReader(new BufferedInputStream(in, BUFFER_BYTES), columns);
    }

    private static final class LineReader implements RecordReader {

        private final InputStream in;
        private final List<String> columns;
        private long position;

        LineReader(InputStream in, List<String> columns) {
            this.in = in;
            this.columns = columns;
        }

        @Override
        public @Nullable Map<String, String> next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int b = in.read();
            for (; b >= 0 && b != '\n'; b = in.read()) {
                line.write(b);
            }
            JsonNode object = b < 0 ? null : object(line.toByteArray());
            if (object == null) {
                return null;
            }
            position += line.size() + 1;
            Map<String, String> record = new LinkedHashMap<>();
            for (String column : columns) {
                record.put(column, object.path(column).asText(""));
            }
            return record;
        }

        /** The object of a line; null if it is none with these columns. */
        private @Nullable JsonNode object(byte[] line) throws IOException {
            try {
                JsonNode object = MAPPER.readTree(line);
                return columns.stream().allMatch(object::has) ? object : null;
            } catch (JsonProcessingException torn) {
                return null;
            }
        }

        @Override
        public long position() {
            return position;
        }
    }
}
