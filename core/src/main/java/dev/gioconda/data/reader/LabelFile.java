package dev.gioconda.data.reader;

import dev.gioconda.data.archive.DatasetException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A text table that came with a data set: columns between spaces, or between commas when the name ends in {@code .csv}.
 *
 * @param place where it lies, for messages, such as {@code celeba/list_attr_celeba.txt}
 * @param rows its lines that are not blank
 */
record LabelFile(String place, List<Row> rows) {

    private static final Pattern SPACES = Pattern.compile("\\s+");

    LabelFile {
        rows = List.copyOf(rows);
    }

    /**
     * One line.
     *
     * @param line its number in the file, from 1
     * @param cells its columns
     */
    record Row(long line, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    static LabelFile parse(String place, byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new LabelFile(place, place.toLowerCase(Locale.ROOT).endsWith(".csv") ? commas(body) : spaces(body));
    }

    boolean isCsv() {
        return place.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /** A complaint about one line, with its number and what it should have been. */
    DatasetException wrong(Row row, String complaint) {
        return new DatasetException("%s, line %d: %s".formatted(place, row.line(), complaint));
    }

    private static List<Row> spaces(String body) {
        List<Row> rows = new ArrayList<>();
        long number = 0;
        for (String line : body.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                rows.add(new Row(number, List.of(SPACES.split(line.strip(), -1))));
            }
        }
        return rows;
    }

    private static List<Row> commas(String body) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(body), format)) {
            for (CSVRecord record : parser) {
                rows.add(new Row(parser.getCurrentLineNumber(), record.toList()));
            }
        }
        return rows;
    }
}
