package dev.gioconda.data.reader;

import dev.gioconda.data.archive.DatasetException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A text table of a data set: columns separated by spaces, or by commas, semicolons or tabs as spreadsheets save them.
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

    /** Parses a file in UTF-8, or in UTF-16 as spreadsheets save it. */
    static LabelFile parse(String location, byte[] bytes) throws IOException {
        String text = new String(bytes, charset(bytes));
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        Optional<Character> separator = separator(location, body);
        return new LabelFile(location, separator.isEmpty() ? spaces(body) : separated(body, separator.get()));
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length < 2) {
            return StandardCharsets.UTF_8;
        }
        boolean littleEndian = (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) || (bytes[0] != 0 && bytes[1] == 0);
        boolean bigEndian = (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff) || (bytes[0] == 0 && bytes[1] != 0);
        return littleEndian
                ? StandardCharsets.UTF_16LE
                : bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    /** The separator of the columns by the second line, or the first if there is one only; empty for spaces. */
    private static Optional<Character> separator(String location, String body) {
        List<String> lines =
                body.lines().filter(line -> !line.isBlank()).limit(3).toList();
        String sample = lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
        String name = location.toLowerCase(Locale.ROOT);
        boolean table = name.endsWith(".csv") || name.endsWith(".tsv");
        if (!table && SPACES.split(sample, -1).length > 1) {
            return Optional.empty();
        }
        for (char candidate : new char[] {';', '\t', ','}) {
            if (sample.indexOf(candidate) >= 0) {
                return Optional.of(candidate);
            }
        }
        return table ? Optional.of(',') : Optional.empty();
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

    private static List<LabelRow> separated(String body, char separator) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        List<LabelRow> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(body), format)) {
            for (CSVRecord record : parser) {
                List<String> cells = withoutEmptyEnd(record.toList());
                if (!cells.isEmpty() && !(rows.isEmpty() && cells.get(0).startsWith("sep="))) {
                    rows.add(new LabelRow(parser.getCurrentLineNumber(), cells));
                }
            }
        }
        return rows;
    }

    /** Spreadsheets pad every row to the longest one. */
    private static List<String> withoutEmptyEnd(List<String> cells) {
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).isEmpty()) {
            end--;
        }
        return cells.subList(0, end);
    }
}
