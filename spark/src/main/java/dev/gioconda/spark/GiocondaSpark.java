package dev.gioconda.spark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Scores images in a Spark application.
 *
 * <pre>{@code
 * Dataset<Row> scores = GiocondaSpark.scoreFiles(spark, List.of("s3a://bucket/photos"), ScoreSettings.DEFAULT);
 * scores.write().parquet("s3a://bucket/scores");
 *
 * GiocondaSpark.registerFunction(spark, "gioconda_score", ScoreSettings.DEFAULT);
 * spark.sql("SELECT id, gioconda_score(content).label FROM photos");
 * }</pre>
 */
public final class GiocondaSpark {

    /** The images of a task of {@link #scoreFiles}: at ten a second, a task is repeated within two minutes. */
    private static final int IMAGES_PER_TASK = 1000;

    private static final int TASKS_PER_CORE = 3;

    private GiocondaSpark() {}

    /**
     * Scores files, folders with their subfolders, and glob patterns. The paths are listed at once, the images are scored when the result
     * is computed; an image that cannot be read or decoded is a row with an error.
     *
     * @param paths in any file system of Hadoop, such as {@code /photos}, {@code s3a://bucket/photos} or {@code hdfs:///photos/*.jpg}
     * @return the columns of {@code gioconda score}
     * @throws IOException if there is no such model, or the paths cannot be listed
     */
    public static Dataset<Row> scoreFiles(SparkSession spark, List<String> paths, ScoreSettings settings)
            throws IOException {
        ScoringPlan plan = ScoringPlan.resolve(settings);
        Broadcast<SerializableConfiguration> hadoop = hadoop(spark);
        Dataset<Row> files = list(spark, paths, hadoop);
        long tasks = Math.max(
                (long) TASKS_PER_CORE * spark.sparkContext().defaultParallelism(), files.count() / IMAGES_PER_TASK);
        return scored(
                files.repartition((int) tasks),
                new ScoreTable(plan, false),
                new ListedFiles(hadoop, settings.limits().maxBytes()));
    }

    /**
     * Scores the images of a table: of {@link PackedImages packed images}, of Spark's {@code binaryFile}, or any other with a binary column. Its
     * partitions are those of the result, so they should be small. Null instead of bytes is a row with an error.
     *
     * @param path the column with the path or another key of an image
     * @param content the column with the bytes of its file
     * @return the columns of {@code gioconda score}; with {@code truth} if the table has it
     * @throws IllegalArgumentException if there are no such columns
     * @throws IOException if there is no such model
     */
    public static Dataset<Row> score(Dataset<Row> images, String path, String content, ScoreSettings settings)
            throws IOException {
        ContentColumns columns = ContentColumns.of(images, path, content);
        ScoringPlan plan = ScoringPlan.resolve(settings);
        return scored(columns.select(images), new ScoreTable(plan, columns.truth()), columns);
    }

    /**
     * Registers a SQL function of the bytes of an image file in a session. It returns a struct with the columns of {@code gioconda score}
     * except the path, for the largest clear face; null for null. Several models can have functions of different names.
     *
     * @param name such as {@code gioconda_score}
     * @throws IOException if there is no such model
     */
    public static void registerFunction(SparkSession spark, String name, ScoreSettings settings) throws IOException {
        spark.udf().register(name, ScoreFunction.of(ScoringPlan.resolve(settings.withoutExtras())));
    }

    /**
     * The embeddings of all faces of scored images.
     *
     * @param scores with a row and an embedding for each face
     * @param embedder its name, since embeddings of different networks are not comparable
     */
    static Dataset<Row> embeddings(Dataset<Row> scores, String embedder) {
        return scores.select(
                functions.col("path"),
                functions.col("sha256"),
                functions.col("width"),
                functions.col("height"),
                functions.col("faces"),
                functions.col("face"),
                functions.col("box"),
                functions.col("embedding"),
                functions.lit(embedder).as("embedder"),
                functions.col("error"));
    }

    /** The images below paths, listed once. */
    static Dataset<Row> list(SparkSession spark, List<String> paths, Broadcast<SerializableConfiguration> hadoop)
            throws IOException {
        return ImageListing.list(spark, paths, hadoop).persist(StorageLevel.DISK_ONLY());
    }

    /** The configuration of the session's file systems, for executors. */
    static Broadcast<SerializableConfiguration> hadoop(SparkSession spark) {
        return SerializableConfiguration.broadcast(spark.sparkContext());
    }

    private static Dataset<Row> scored(Dataset<Row> images, ScoreTable table, ImageSource source) {
        return images.mapPartitions(new ScorePartition(table, source), Encoders.row(table.schema()));
    }
}
