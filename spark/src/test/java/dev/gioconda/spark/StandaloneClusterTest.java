package dev.gioconda.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standalone cluster of separate JVMs on the loopback: a master, two workers with an executor each, and the driver of {@code spark-submit}. */
@Tag("integration")
class StandaloneClusterTest {

    @TempDir
    private Path folder;

    @Test
    void two_executors_give_the_scores_of_one_machine() throws Exception {
        Path images = folder.resolve("images");
        LocalSparkFixture.portraits(images, 12);
        Files.createFile(images.resolve("empty.jpg"));
        Path out = folder.resolve("scores");

        try (SparkClusterJvm cluster = SparkClusterJvm.start(folder.resolve("cluster"), 2)) {
            cluster.submit("score", images.toString(), "--out", out.toString());
            for (Path worker : cluster.workerFolders()) {
                try (Stream<Path> files = Files.walk(worker)) {
                    assertThat(files.filter(file -> file.endsWith("stderr"))).hasSize(1);
                }
            }
        }

        List<Row> distributed = LocalSparkFixture.session()
                .read()
                .parquet(out.toString())
                .orderBy("path")
                .collectAsList();
        assertThat(distributed)
                .hasSize(13)
                .isEqualTo(GiocondaSpark.scoreFiles(
                                LocalSparkFixture.session(), List.of(images.toString()), ScoreSettings.DEFAULT)
                        .orderBy("path")
                        .collectAsList());
    }
}
