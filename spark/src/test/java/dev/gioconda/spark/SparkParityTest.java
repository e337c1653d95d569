package dev.gioconda.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.cli.Gioconda;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.server.GiocondaServer;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.store.FolderStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One image has one probability, to the last bit, by {@code classify}, {@code score}, HTTP and Spark. */
@Tag("integration")
class SparkParityTest {

    private static final int PORTRAITS = 6;
    private static final int THREADS = torch.get_num_threads();
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @AfterEach
    void restoreThreads() {
        torch.set_num_threads(THREADS);
    }

    @Test
    void spark_gives_the_bits_of_classify_score_and_http() throws IOException, InterruptedException {
        Path images = folder.resolve("images");
        List<Path> files = LocalSparkFixture.portraits(images, PORTRAITS);
        List<String> classified = answers(call("classify", "--json", "--threads=1", images.toString()));
        assertThat(classified).hasSize(PORTRAITS).doesNotHaveDuplicates();

        Path table = folder.resolve("scores.jsonl");
        call("score", images.toString(), "--out", table.toString(), "--threads=2");
        assertThat(answers(Files.readString(table))).isEqualTo(classified);
        assertThat(http(files)).isEqualTo(classified);

        SparkSession spark = LocalSparkFixture.session();
        assertThat(answers(GiocondaSpark.scoreFiles(spark, List.of(images.toString()), ScoreSettings.DEFAULT)))
                .isEqualTo(classified);
        Dataset<Row> contents = spark.read().format("binaryFile").load(images.toString());
        assertThat(answers(GiocondaSpark.score(contents, "path", "content", ScoreSettings.DEFAULT)))
                .isEqualTo(classified);
        contents.createOrReplaceTempView("contents");
        assertThat(answers(
                        spark.sql("SELECT path, s.* FROM (SELECT path, gioconda_score(content) AS s FROM contents)")))
                .isEqualTo(classified);
    }

    private static String call(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int code = Gioconda.commandLine().setOut(writer).execute(arguments);
        writer.flush();
        assertThat(code).isZero();
        return out.toString();
    }

    private static List<String> answers(Dataset<Row> scores) {
        return scores.orderBy("path").collectAsList().stream()
                .map(row -> row.<Double>getAs("probability") + " " + row.<String>getAs("label"))
                .toList();
    }

    private static List<String> answers(String jsonLines) throws IOException {
        List<String> answers = new ArrayList<>();
        for (String line : jsonLines.lines().toList()) {
            JsonNode answer = JSON.readTree(line);
            JsonNode probability = answer.get("probability");
            answers.add((probability.isNull() ? "null" : Double.toString(probability.asDouble())) + " "
                    + answer.get("label").asText());
        }
        return answers;
    }

    private List<String> http(List<Path> files) throws IOException, InterruptedException {
        List<String> answers = new ArrayList<>();
        try (FolderStore store = new FolderStore(folder.resolve("store"))) {
            ModelRegistry registry =
                    new ModelRegistry(store, folder.resolve("cache"), Classifier::load, Clock.systemUTC());
            GiocondaServer server = GiocondaServer.start(settings(), store, registry, "test", Clock.systemUTC());
            try {
                HttpClient client = HttpClient.newHttpClient();
                URI classify = URI.create(server.address()).resolve("/v1/classify");
                for (Path file : files) {
                    HttpRequest request = HttpRequest.newBuilder(classify)
                            .POST(HttpRequest.BodyPublishers.ofFile(file))
                            .build();
                    answers.addAll(answers(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body()
                            .replace("\n", "")));
                }
            } finally {
                server.close();
            }
        }
        return answers;
    }

    private ServerSettings settings() {
        return new ServerSettings(
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                folder.resolve("work"),
                LocalModels.EMBEDDED,
                ServerSettings.ServiceLimits.DEFAULT,
                ServerSettings.DiskQuotas.DEFAULT,
                null,
                ServerSettings.Batching.DEFAULT,
                List.of(),
                ServerSettings.Sites.DEFAULT,
                false,
                Duration.ofSeconds(5));
    }
}
