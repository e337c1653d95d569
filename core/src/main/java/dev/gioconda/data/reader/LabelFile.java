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
 * A text table of a data set: columns separated by spaces, or by commas if the name ends in {@code .csv}.
 *
 * @param location the file, for messages, such as {@code celeba/list_attr_celeba.txt}
 * @param rows its non-blank lines
 */
record LabelFile(String location, List<LabelRow> rows) {

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
    record LabelRow(long line, List<String> cells) {
        LabelRow {
            cells = List.copyOf(cells);
        }
    }

    static LabelFile parse(String location, byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new LabelFile(
                location, location.toLowerCase(Locale.ROOT).endsWith(".csv") ? commas(body) : spaces(body));
    }

    boolean isCsv() {
        return location.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /** An error in one line, with its number. */
    DatasetException error(LabelRow row, String problem) {
        return new DatasetException("%s, line %d: %s".formatted(location, row.line(), problem));
    }

    private static List<LabelRow> spaces(String body) {
        List<LabelRow> rows = new ArrayList<>();
        long number = 0;
        for (String line : body.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                rows.add(new LabelRow(number, List.of(SPACES.split(line.strip(), -1))));
            }
        }
        return rows;
    }

    private static List<LabelRow> commas(String body) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        List<LabelRow> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(body), format)) {
            for (CSVRecord record : parser) {
                rows.add(new LabelRow(parser.getCurrentLineNumber(), record.toList()));
            }
        }
        return rows;
    }
}
