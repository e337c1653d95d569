package dev.gioconda.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.server.GiocondaServer;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.store.FolderStore;
import java.io.IOException;
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
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One image has one probability, to the last bit, and one quality, whichever way it comes in. */
@Tag("integration")
class ScoreParityTest {

    private static final int PORTRAITS = 6;
    private static final JsonMapper JSON = new JsonMapper();
    private static final int THREADS = torch.get_num_threads();

    @TempDir
    private Path folder;

    @AfterEach
    void restoreThreads() {
        torch.set_num_threads(THREADS);
    }

    @Test
    void classify_score_and_http_give_the_same_bits() throws IOException, InterruptedException {
        Path images = Files.createDirectory(folder.resolve("images"));
        SyntheticPortraits portraits = new SyntheticPortraits(5, PORTRAITS);
        portraits.visit(
                portraits.entries(),
                (entry, bytes) -> Files.write(images.resolve(entry.substring(entry.lastIndexOf('/') + 1)), bytes));

        CommandResult classified = CommandLineFixture.call("classify", "--json", "--threads=1", images.toString());
        List<String> classify = new ArrayList<>();
        for (JsonNode line : classified.lines()) {
            classify.add(line.get("probability") + " " + line.get("label").asText() + " " + quality(line));
        }
        assertThat(classify)
                .hasSize(PORTRAITS)
                .doesNotHaveDuplicates()
                .as("qualities")
                .anyMatch(row -> row.matches(".* 0\\.[0-9]+"));

        Path table = folder.resolve("scores.jsonl");
        assertThat(CommandLineFixture.call("score", images.toString(), "--out", table.toString(), "--threads=2")
                        .code())
                .isZero();
        List<String> score = new ArrayList<>();
        for (String row : Files.readAllLines(table)) {
            JsonNode line = JSON.readTree(row);
            score.add(line.get("probability") + " " + line.get("label").asText() + " " + line.get("quality"));
        }
        assertThat(score).isEqualTo(classify);
        assertThat(http(images)).isEqualTo(classify);
    }

    /** The quality of the face, {@code null} if none was detected. */
    private static String quality(JsonNode answer) {
        JsonNode quality = answer.path("faces").path(0).path("quality");
        return quality.isMissingNode() ? "null" : quality.toString();
    }

    private List<String> http(Path images) throws IOException, InterruptedException {
        List<String> answers = new ArrayList<>();
        try (FolderStore store = new FolderStore(folder.resolve("store"))) {
            ModelRegistry registry =
                    new ModelRegistry(store, folder.resolve("cache"), Classifier::load, Clock.systemUTC());
            GiocondaServer server = GiocondaServer.start(settings(), store, registry, "test", Clock.systemUTC());
            try {
                HttpClient client = HttpClient.newHttpClient();
                URI classify = URI.create(server.address()).resolve("/v1/classify");
                List<Path> files;
                try (Stream<Path> listed = Files.list(images)) {
                    files = listed.sorted().toList();
                }
                for (Path file : files) {
                    JsonNode answer = JSON.readTree(client.send(
                                    HttpRequest.newBuilder(classify)
                                            .POST(HttpRequest.BodyPublishers.ofFile(file))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
                    answers.add(answer.get("probability") + " "
                            + answer.get("label").asText() + " "
                            + quality(answer));
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
