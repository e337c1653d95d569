package dev.gioconda.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.file.Hashes;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.score.ScoreColumns;
import dev.gioconda.store.FolderStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs and functions in a session of two task threads. */
@Tag("integration")
class SparkJobTest {

    private static final SparkSession SPARK = LocalSparkFixture.session();

    @TempDir
    private Path folder;

    @Test
    void whatever_is_wrong_with_a_file_is_its_row() throws IOException {
        Path images = folder.resolve("images");
        LocalSparkFixture.portraits(images, 2);
        Files.createFile(images.resolve("empty.jpg"));
        Files.writeString(images.resolve("text.jpg"), "no image");
        Files.write(images.resolve("bomb.png"), bomb());
        Files.createDirectory(images.resolve("folder.jpg"));
        Files.writeString(images.resolve("notes.txt"), "not listed");
        Files.writeString(images.resolve(".hidden.jpg"), "not listed");
        Path missing = folder.resolve("missing.jpg");
        String out = folder.resolve("scores").toString();

        LocalSparkFixture.run(
                "score", images.toString(), missing.toString(), "--out", out, "--max-image-pixels=9000000");

        Dataset<Row> scores = SPARK.read().parquet(out);
        assertThat(scores.columns())
                .containsExactlyElementsOf(new ScoreColumns(false, false, List.of(), false).names());
        Map<String, Row> rows = byName(scores);
        assertThat(rows)
                .containsOnlyKeys(
                        "000001.jpg", "000002.jpg", "empty.jpg", "text.jpg", "bomb.png", "folder.jpg", "missing.jpg");
        assertThat(row(rows, "000001.jpg").<String>getAs("error")).isNull();
        assertThat(row(rows, "000001.jpg").<Integer>getAs("width")).isPositive();
        assertThat(row(rows, "000001.jpg").<String>getAs("sha256"))
                .isEqualTo(Hashes.sha256(images.resolve("000001.jpg")));
        assertThat(error(rows, "empty.jpg")).contains("empty");
        assertThat(error(rows, "text.jpg")).isNotEmpty();
        assertThat(error(rows, "bomb.png")).contains("pixels");
        assertThat(error(rows, "folder.jpg")).contains("folder with the name of an image");
        assertThat(error(rows, "missing.jpg")).contains("does not exist");
    }

    @Test
    void glob_pattern_selects_files_in_several_folders() throws IOException {
        Path first = LocalSparkFixture.portraits(folder.resolve("a/x"), 2).get(0);
        LocalSparkFixture.portraits(folder.resolve("b/x"), 1);

        List<Row> rows = GiocondaSpark.scoreFiles(
                        SPARK, List.of(folder + "/*/x/000001.jpg", folder + "/a"), ScoreSettings.DEFAULT)
                .collectAsList();

        assertThat(rows)
                .extracting(row -> row.<String>getAs("path"))
                .containsExactlyInAnyOrder(
                        "file:" + first,
                        "file:" + first.resolveSibling("000002.jpg"),
                        "file:" + folder.resolve("b/x/000001.jpg"));
    }

    @Test
    void packed_images_are_unchanged_and_get_the_same_scores() throws IOException {
        Path images = folder.resolve("images");
        LocalSparkFixture.portraits(images, 4);
        Files.createFile(images.resolve("empty.png"));
        String packed = folder.resolve("packed").toString();
        String gone = folder.resolve("gone.jpg").toString();
        String scores = folder.resolve("scores").toString();

        LocalSparkFixture.run("pack", images.toString(), gone, "--out", packed);
        LocalSparkFixture.run("score", "--table", packed, "--out", scores);

        Map<String, Row> rows = byName(SPARK.read().parquet(packed));
        assertThat(rows).hasSize(6);
        assertThat(row(rows, "000003.jpg").<byte[]>getAs("content"))
                .isEqualTo(Files.readAllBytes(images.resolve("000003.jpg")));
        assertThat(error(rows, "gone.jpg")).contains("does not exist");
        assertThat(SPARK.read().parquet(scores).orderBy("path").collectAsList())
                .hasSize(6)
                .isEqualTo(GiocondaSpark.scoreFiles(SPARK, List.of(images.toString(), gone), ScoreSettings.DEFAULT)
                        .orderBy("path")
                        .collectAsList());
    }

    @Test
    void labels_and_framing_of_a_set_are_packed_and_scored() throws IOException {
        String packed = folder.resolve("packed").toString();
        LocalSparkFixture.run("pack", "--data", "synthetic:5", "--attribute=Smiling", "--out", packed);
        dev.gioconda.data.Dataset set = Datasets.open("synthetic:5");
        int smiling = set.indexOf("Smiling");

        Map<String, Row> rows = byName(SPARK.read().parquet(packed));
        List<Row> scores = GiocondaSpark.score(SPARK.read().parquet(packed), "path", "content", ScoreSettings.DEFAULT)
                .collectAsList();

        assertThat(set.examples()).hasSize(5).allSatisfy(example -> {
            Row row = row(rows, EntryNames.fileName(example.name()));
            assertThat(row.<Boolean>getAs("truth")).isEqualTo(example.labels()[smiling] == 1);
            assertThat(row.<String>getAs("framing")).isEqualTo("CELEBA");
        });
        assertThat(scores).hasSize(5).allSatisfy(row -> {
            assertThat(row.<Boolean>getAs("truth")).isNotNull();
            assertThat(row.<Integer>getAs("faces")).isEqualTo(1); // of the frame: no face is detected
        });
    }

    @Test
    void shards_have_about_the_size_that_was_asked_for() throws IOException {
        Path images = folder.resolve("images");
        List<Path> files = LocalSparkFixture.portraits(images, 30);
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        long shard = bytes / 3;

        PackedImages.write(
                PackedImages.of(SPARK, List.of(images.toString()), shard),
                folder.resolve("packed").toString(),
                SaveMode.ErrorIfExists);

        try (Stream<Path> written = Files.list(folder.resolve("packed"))) {
            List<Path> shards =
                    written.filter(file -> file.toString().endsWith(".parquet")).toList();
            assertThat(shards).hasSize(3).allSatisfy(file -> assertThat(Files.size(file))
                    .isBetween(shard * 3 / 4, shard * 4 / 3));
        }
    }

    @Test
    void embeddings_have_a_row_for_each_face() throws IOException {
        Path images = folder.resolve("images");
        LocalSparkFixture.portraits(images, 2);
        String out = folder.resolve("embeddings").toString();

        LocalSparkFixture.run(
                "embed", images.toString(), "--out", out, "--embedder", "gioconda", "--detector=gioconda");

        List<Row> rows = SPARK.read().parquet(out).where("face = 1").collectAsList();
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.getList(row.fieldIndex("embedding"))).hasSizeGreaterThan(100);
            assertThat(row.<String>getAs("embedder")).isEqualTo("gioconda");
        });
    }

    @Test
    void champion_of_a_store_scores_and_is_named_in_each_row() throws IOException {
        Path image = LocalSparkFixture.portraits(folder.resolve("images"), 1).get(0);
        String address = folder.resolve("store").toString();
        VersionId champion;
        try (FolderStore store = new FolderStore(Path.of(address))) {
            ModelRegistry registry =
                    new ModelRegistry(store, folder.resolve("cache"), Classifier::load, Clock.systemUTC());
            champion = registry.save(LocalModels.embedded()).id();
            registry.promote(champion, "test", "the first", JsonNodeFactory.instance.objectNode());
        }
        String out = folder.resolve("scores").toString();

        LocalSparkFixture.run("score", image.toString(), "--out", out, "--model", "smile", "--store", address);

        assertThat(SPARK.read().parquet(out).first().<String>getAs("model_version"))
                .isEqualTo(champion.toString());
    }

    @Test
    void function_reads_the_settings_of_the_session() throws IOException {
        LocalSparkFixture.portraits(folder.resolve("images"), 1);
        SparkSession session = SPARK.newSession();
        session.read()
                .format("binaryFile")
                .load(folder.resolve("images").toString())
                .createOrReplaceTempView("photos");
        String query = "SELECT gioconda_score(content).model_version FROM photos";

        assertThat(session.sql(query).first().getString(0)).startsWith("smile/");
        session.sql("SET spark.gioconda.model=unknown");
        assertThatThrownBy(() -> session.sql(query).first()).hasStackTraceContaining("There is no model \"unknown\"");
    }

    @Test
    void function_gives_null_for_null_and_an_error_for_text() {
        SparkSession session = SPARK.newSession();

        Row row = session.sql("SELECT gioconda_score(NULL), gioconda_score(CAST('text' AS BINARY)).error")
                .first();

        assertThat(row.isNullAt(0)).isTrue();
        assertThat(row.getString(1)).contains("JPEG");
        assertThatThrownBy(() -> session.sql("SELECT gioconda_score(1, 2)"))
                .hasStackTraceContaining("gioconda_score has 2 arguments; expected one");
    }

    @Test
    void registered_function_has_the_settings_it_was_given() throws IOException {
        SparkSession session = SPARK.newSession();
        LocalSparkFixture.portraits(folder.resolve("images"), 1);
        session.read()
                .format("binaryFile")
                .load(folder.resolve("images").toString())
                .createOrReplaceTempView("photos");
        session.conf().set("spark.gioconda.model", "unknown");

        GiocondaSpark.registerFunction(session, "smile_score", ScoreSettings.DEFAULT);

        assertThat(session.sql("SELECT smile_score(content).faces FROM photos")
                        .first()
                        .getInt(0))
                .isPositive();
    }

    @Test
    void what_no_job_wrote_is_never_replaced() throws IOException {
        Path images = folder.resolve("images");
        LocalSparkFixture.portraits(images, 1);

        assertThatThrownBy(
                        () -> LocalSparkFixture.run("score", images.toString(), "--force", "--out", images.toString()))
                .hasMessageContaining("exists already");
        assertThat(images.resolve("000001.jpg")).exists();
    }

    @Test
    void invalid_arguments_are_rejected_with_the_usage() {
        for (String line : List.of(
                "",
                "train a",
                "score",
                "score a",
                "score --out x",
                "score a --out x --table t",
                "score a --out x --faces some",
                "score a --out x --tint red",
                "pack --table t --out x",
                "score a --out")) {
            assertThatIllegalArgumentException()
                    .as(line)
                    .isThrownBy(() -> JobArguments.parse(line.isEmpty() ? new String[0] : line.split(" ")))
                    .withMessageContaining("score PATH... --out FOLDER");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreSettings.of(name -> name.equals("minDetection") ? "high" : ""))
                .withMessage("minDetection is \"high\"; expected a number such as 0.2.");
    }

    private static Map<String, Row> byName(Dataset<Row> table) {
        return table.collectAsList().stream()
                .collect(Collectors.toMap(row -> row.<String>getAs("path").replaceFirst(".*/", ""), row -> row));
    }

    private static Row row(Map<String, Row> rows, String name) {
        return Objects.requireNonNull(rows.get(name), name);
    }

    private static String error(Map<String, Row> rows, String name) {
        String error = row(rows, name).getAs("error");
        return error == null ? "" : error;
    }

    /** A PNG with more pixels than the limit. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(4000, 4000, BufferedImage.TYPE_BYTE_BINARY), "png", png);
        return png.toByteArray();
    }
}
