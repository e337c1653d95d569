package dev.gioconda.spark;

import dev.gioconda.recognition.FaceEmbedders;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs {@code score}, {@code pack} and {@code embed}, for {@code spark-submit --class dev.gioconda.spark.SparkJob}. The master and all
 * resources are those of {@code spark-submit}; docs/scale.md has the commands.
 */
public final class SparkJob {

    private static final Logger LOG = LoggerFactory.getLogger(SparkJob.class);
    private static final String PARTITION_BYTES = "spark.sql.files.maxPartitionBytes";
    private static final String BATCH_ROWS = "spark.sql.parquet.columnarReaderBatchSize";
    private static final String SMALL_BATCH = "64"; // images; Spark's 4,096 do not fit into the memory
    private static final String DEFAULT_SHARD_MB = "192";
    private static final String DEFAULT_ATTRIBUTE = "Smiling";
    private static final double NS_PER_SECOND = 1e9;

    private final SparkSession spark;
    private final JobArguments arguments;
    private final String output;

    private SparkJob(SparkSession spark, JobArguments arguments) {
        this.spark = spark;
        this.arguments = arguments;
        this.output = arguments.option("out", "");
    }

    /**
     * Runs a job. An exception ends the driver with exit code 1.
     *
     * @param args {@code score}, {@code pack} or {@code embed}, then paths and options
     */
    public static void main(String[] args) throws IOException {
        JobArguments arguments = JobArguments.parse(args);
        SparkSession spark = SparkSession.builder()
                .appName("gioconda " + arguments.command())
                .getOrCreate();
        try {
            run(spark, arguments);
        } finally {
            spark.stop();
        }
    }

    /** Runs a job in a session. */
    static void run(SparkSession spark, JobArguments arguments) throws IOException {
        new SparkJob(spark, arguments).run();
    }

    private void run() throws IOException {
        SaveMode mode = mode();
        long start = System.nanoTime();
        if (arguments.command().equals("pack")) {
            long shardBytes = Long.parseLong(arguments.option("shard-mb", DEFAULT_SHARD_MB)) << 20;
            PackedImages.write(packed(shardBytes), output, mode);
        } else {
            // many small tasks, few larger files: the rows of a score are small
            scores().hint("rebalance").write().mode(mode).parquet(output);
        }
        report((System.nanoTime() - start) / NS_PER_SECOND);
    }

    /** Replaces only what an earlier job wrote. */
    private SaveMode mode() throws IOException {
        Path folder = new Path(output);
        FileSystem system = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
        if (!system.exists(folder)) {
            return SaveMode.ErrorIfExists;
        }
        boolean ofJob = system.exists(new Path(folder, "_SUCCESS"))
                || Arrays.stream(system.listStatus(folder))
                        .allMatch(entry -> entry.getPath().getName().equals("_temporary")); // of a job that failed
        if (arguments.options().containsKey("force") && ofJob) {
            return SaveMode.Overwrite;
        }
        throw new IOException(
                ofJob
                        ? "%s exists already; expected a new folder, or --force to replace the result of an earlier job."
                                .formatted(output)
                        : "%s exists already and is no result of a job; expected a new folder.".formatted(output));
    }

    private Dataset<Row> packed(long shardBytes) throws IOException {
        String sets = arguments.option("data", "");
        return sets.isEmpty()
                ? PackedImages.of(spark, arguments.paths(), shardBytes)
                : LabeledImages.of(spark, sets, arguments.option("attribute", DEFAULT_ATTRIBUTE), shardBytes);
    }

    private Dataset<Row> scores() throws IOException {
        boolean embed = arguments.command().equals("embed");
        ScoreSettings settings =
                ScoreSettings.of(name -> arguments.setting(name, spark.conf().get(ScoreSettings.PREFIX + name, "")));
        if (!embed && !arguments.options().containsKey("embeddings")) {
            return scores(settings.withEmbedder(""));
        }
        String network = settings.embedder().isEmpty() ? FaceEmbedders.AUTO : settings.embedder();
        ScoringPlan plan = ScoringPlan.resolve(settings.withEmbedder(network));
        Dataset<Row> scores = scores(embed ? plan.settings().withAllFaces() : plan.settings());
        return embed ? GiocondaSpark.embeddings(scores, plan.settings().embedder()) : scores;
    }

    private Dataset<Row> scores(ScoreSettings settings) throws IOException {
        String table = arguments.option("table", "");
        if (table.isEmpty()) {
            return GiocondaSpark.scoreFiles(spark, arguments.paths(), settings);
        }
        keepSmall(PARTITION_BYTES, Integer.toString(PackedImages.ROW_GROUP_BYTES));
        keepSmall(BATCH_ROWS, SMALL_BATCH);
        return GiocondaSpark.score(
                read(table),
                arguments.option("path-column", ContentColumns.PATH),
                arguments.option("content-column", ContentColumns.CONTENT),
                settings);
    }

    /** A table of the catalog, or a folder of Parquet. */
    private Dataset<Row> read(String table) {
        boolean folder = table.contains("/") || !spark.catalog().tableExists(table);
        return folder ? spark.read().parquet(table) : spark.table(table);
    }

    /** Limits what a task has in memory, unless the user has chosen a value. */
    private void keepSmall(String setting, String value) {
        if (!spark.sparkContext().conf().contains(setting)) {
            spark.conf().set(setting, value);
        }
    }

    private void report(double seconds) {
        Dataset<Row> table = spark.read().parquet(output);
        boolean faces = List.of(table.columns()).contains("face");
        Dataset<Row> images = faces ? table.where("face IS NULL OR face = 1") : table;
        Row counts = images.agg(functions.count(functions.lit(1)), functions.count(functions.col(ContentColumns.ERROR)))
                .first();
        long total = counts.getLong(0);
        long failed = counts.getLong(1);
        LOG.info(
                "{}: {} images, {} with an error; {} s, {} images/s",
                output,
                total,
                failed,
                String.format(Locale.ROOT, "%.0f", seconds),
                String.format(Locale.ROOT, "%.1f", total / seconds));
        if (failed == total) {
            throw new IllegalStateException(
                    total == 0
                            ? "There was no image; expected .jpg, .png, .webp, .gif, .bmp or .tif files."
                            : "No image could be read; the column error of %s has the reasons.".formatted(output));
        }
    }
}
