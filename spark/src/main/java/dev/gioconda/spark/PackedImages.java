package dev.gioconda.spark;

import dev.gioconda.file.Hashes;
import dev.gioconda.image.codec.SafeImageDecoder.DecodeLimits;
import dev.gioconda.score.ReadFailure;
import dev.gioconda.score.ScoreInput;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Many small files as few large ones: Parquet with the unchanged bytes of the image files, which any reader of Parquet can use. A job that
 * reads them makes one request for each row group instead of two for each image.
 */
final class PackedImages {

    /** The columns; {@code content} is null where {@code error} is not. */
    static final StructType SCHEMA = new StructType()
            .add(ContentColumns.PATH, DataTypes.StringType, false)
            .add("sha256", DataTypes.StringType, true)
            .add("length", DataTypes.LongType, true)
            .add(ContentColumns.CONTENT, DataTypes.BinaryType, true)
            .add(ContentColumns.ERROR, DataTypes.StringType, true);

    /** A row group: what one task of a reader has in memory, and what a writer has. */
    static final int ROW_GROUP_BYTES = 16 << 20;

    private static final int ROW_GROUP_ROWS = 4096;
    private static final int ROWS_BETWEEN_CHECKS =
            8; // by default a hundred images are written before their memory is compared with the limit

    private PackedImages() {}

    /**
     * Packs files.
     *
     * @param paths as in {@link GiocondaSpark#scoreFiles}
     * @param shardBytes the size of a file of the result
     * @return the packed images, not written yet, one partition for each file
     */
    static Dataset<Row> of(SparkSession spark, List<String> paths, long shardBytes) throws IOException {
        Broadcast<SerializableConfiguration> hadoop = GiocondaSpark.hadoop(spark);
        Dataset<Row> files = GiocondaSpark.list(spark, paths, hadoop);
        Row total = files.agg(functions.coalesce(functions.sum(ImageListing.LENGTH), functions.lit(0L)))
                .first();
        int shards = (int) Math.max(1, Math.round((double) total.getLong(0) / shardBytes));
        ListedFiles source = new ListedFiles(hadoop, DecodeLimits.LOCAL.maxBytes());
        MapFunction<Row, Row> read = file -> packed(file, source);
        return files.repartition(
                        shards) // in turns, so that the files are of one size whatever the order of the paths is
                .sortWithinPartitions(ImageListing.PATH)
                .map(read, Encoders.row(SCHEMA));
    }

    private static Row packed(Row file, ListedFiles source) throws IOException {
        String path = file.getAs(ImageListing.PATH);
        ScoreInput.ImageBytes content = source.bytes(file);
        try {
            byte[] bytes = content.read();
            return RowFactory.create(path, Hashes.sha256(bytes), (long) bytes.length, bytes, null);
        } catch (IOException unreadable) {
            return RowFactory.create(path, null, null, null, ReadFailure.reason(unreadable));
        }
    }

    /** Writes packed images so that readers need little memory. */
    static void write(Dataset<Row> images, String output, SaveMode mode) {
        images.write()
                .mode(mode)
                .option("parquet.block.size", ROW_GROUP_BYTES)
                .option("parquet.block.row.count.limit", ROW_GROUP_ROWS)
                .option("parquet.page.size.row.check.min", ROWS_BETWEEN_CHECKS)
                .option("parquet.page.size.row.check.max", ROWS_BETWEEN_CHECKS)
                .option("parquet.enable.dictionary", false)
                .option("compression", "none") // the images are compressed
                .parquet(output);
    }
}
