package dev.gioconda.spark;

import dev.gioconda.face.Framing;
import dev.gioconda.score.ScoreInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The columns of a table whose images are in it, as bytes. Beside the path and the bytes, three columns of packed images are used where they exist:
 * {@code truth}, {@code framing} and {@code error}.
 *
 * @param path of the image, or another key, which becomes text
 * @param content the bytes of the image file
 * @param truth whether there is a column with labels
 * @param framing whether there is a column with the {@link Framing}
 * @param error whether there is a column with the reasons of missing bytes
 */
record ContentColumns(String path, String content, boolean truth, boolean framing, boolean error)
        implements ImageSource {

    static final String PATH = "path";
    static final String CONTENT = "content";
    static final String TRUTH = "truth";
    static final String FRAMING = "framing";
    static final String ERROR = "error";

    /**
     * The columns of a data set.
     *
     * @throws IllegalArgumentException if the data set has no such columns, or the content is not binary
     */
    static ContentColumns of(Dataset<Row> images, String path, String content) {
        List<String> names = Arrays.asList(images.columns());
        if (!names.contains(path) || !names.contains(content)) {
            throw new IllegalArgumentException("The table has the columns %s; expected \"%s\" and \"%s\"."
                    .formatted(String.join(", ", names), path, content));
        }
        if (!images.schema().apply(content).dataType().equals(DataTypes.BinaryType)) {
            throw new IllegalArgumentException("The column %s is %s; expected binary, the bytes of an image file."
                    .formatted(
                            content, images.schema().apply(content).dataType().typeName()));
        }
        return new ContentColumns(path, content, names.contains(TRUTH), names.contains(FRAMING), names.contains(ERROR));
    }

    /** These columns and no others: what is not read is not moved. */
    Dataset<Row> select(Dataset<Row> images) {
        return images.select(
                functions.col(path).cast(DataTypes.StringType).as(PATH),
                functions.col(content).as(CONTENT),
                column(truth, TRUTH, "boolean"),
                column(framing, FRAMING, "string"),
                column(error, ERROR, "string"));
    }

    private static Column column(boolean exists, String name, String type) {
        return (exists ? functions.col(name) : functions.lit(null)).cast(type).as(name);
    }

    @Override
    public ScoreInput input(Row row) {
        String name = row.getAs(PATH);
        String frame = row.getAs(FRAMING);
        return new ScoreInput(
                name == null ? "" : name,
                frame == null ? Framing.PHOTO : Framing.valueOf(frame),
                row.<Boolean>getAs(TRUTH),
                false,
                () -> bytes(row));
    }

    private static byte[] bytes(Row row) throws IOException {
        byte[] bytes = row.getAs(CONTENT);
        if (bytes == null) {
            String reason = row.getAs(ERROR);
            throw new IOException(reason == null ? "The table has no bytes for it." : reason);
        }
        return bytes;
    }
}
