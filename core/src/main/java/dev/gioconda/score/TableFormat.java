package dev.gioconda.score;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a table is written: records that end with a line feed, which can be read back one by one. */
public sealed interface TableFormat permits CsvFormat, JsonLinesFormat {

    /** The bytes before the first record. */
    byte[] header(List<String> columns);

    /** The bytes of a record, with the line feed at its end. */
    byte[] record(List<String> columns, List<@Nullable Object> values);

    /** Reads a table from its start. */
    RecordReader reader(InputStream in, List<String> columns) throws IOException;

    /** The records of a table that may end anywhere. */
    interface RecordReader {

        /** The cells of the next complete record by column, empty ones as empty text; null at the end, or before what is no record. */
        @Nullable
        Map<String, String> next() throws IOException;

        /** The number of bytes up to the end of the last complete record, or of the header; 0 without a complete header. */
        long position();
    }

    /**
     * The format of a file by its name.
     *
     * @throws IllegalArgumentException if the name has another extension
     */
    static TableFormat ofFile(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return new CsvFormat();
        }
        if (name.endsWith(".jsonl")) {
            return new JsonLinesFormat();
        }
        if (name.endsWith(".parquet")) {
            throw new IllegalArgumentException(
                    "Parquet is not written by this program; expected a name that ends in .csv or .jsonl, which pandas, DuckDB and Spark read and convert.");
        }
        throw new IllegalArgumentException(
                "%s has no known extension; expected a name that ends in .csv or .jsonl.".formatted(fileName));
    }
}
