package dev.gioconda.spark;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Spark in this JVM with two task threads, which the test classes share, and images for it. */
final class LocalSparkFixture {

    private static final SparkSession SESSION = SparkSession.builder()
            .master("local[2]")
            .appName("gioconda tests")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.extensions", GiocondaExtensions.class.getName())
            .getOrCreate();

    private LocalSparkFixture() {}

    /** The session. */
    static SparkSession session() {
        return SESSION;
    }

    /** Runs a job as spark-submit does, in the session of the tests. */
    static void run(String... arguments) throws IOException {
        SparkJob.run(SESSION, JobArguments.parse(arguments));
    }

    /** Writes portraits into a folder; the paths in the order of their names. */
    static List<Path> portraits(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        SyntheticPortraits portraits = new SyntheticPortraits(5, count);
        portraits.visit(
                portraits.entries(),
                (entry, bytes) ->
                        files.add(Files.write(folder.resolve(entry.substring(entry.lastIndexOf('/') + 1)), bytes)));
        files.sort(null);
        return files;
    }
}
