package dev.gioconda.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.file.Trees;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands use a store, a run folder, a checkpoint and a painting of 0.1.0; see {@code golden/formats/README.md} in core. */
@Tag("integration")
class GoldenRunsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDEN =
            Path.of(System.getProperty("gioconda.root"), "core", "src", "test", "resources", "golden", "formats");
    private static final int THREADS = torch.get_num_threads();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void copy() throws IOException {
        Trees.copy(GOLDEN, folder.resolve("golden"));
    }

    @AfterAll
    static void useAllThreads() {
        torch.set_num_threads(THREADS);
    }

    private static Path path(String name) {
        return folder.resolve("golden").resolve(name);
    }

    private static String at(String name) {
        return path(name).toString();
    }

    private static CommandResult call(String... arguments) {
        CommandResult result = CommandLineFixture.call(arguments);
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private static CommandResult withStore(String... arguments) {
        return call(Stream.concat(Stream.of(arguments), Stream.of("--store", at("store"), "--model-cache", at("cache")))
                .toArray(String[]::new));
    }

    /** The mean difference of two images' values. */
    private static double difference(Path one, Path other) throws IOException {
        Picture a = new SafeImageDecoder().read(one);
        Picture b = new SafeImageDecoder().read(other);
        assertThat(List.of(a.width(), a.height())).containsExactly(b.width(), b.height());
        double sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
        }
        return sum / a.rgb().length;
    }

    /** What the command found to be another than it was. */
    private static List<String> differences(CommandResult result) {
        return result.err()
                .lines()
                .filter(line -> line.startsWith("Differs from --settings-from"))
                .toList();
    }

    // ---- the store

    @Test
    void the_models_of_the_store_are_listed_verified_and_exported() throws IOException {
        List<JsonNode> models = withStore("models", "list", "--json").lines();
        assertThat(models.stream().map(line -> line.path("version").asText()))
                .containsSubsequence("20261119-120000", "20261129-230741");
        withStore("models", "verify", "smile/20261119-120000");
        withStore("models", "export", "smile/20261129-230741", "--output", at("exported"));
        assertThat(Files.mismatch(
                        path("exported/weights.safetensors"),
                        GOLDEN.resolve("store/models/smile/20261129-230741/weights.safetensors")))
                .isEqualTo(-1);
    }

    @Test
    void the_promotion_log_is_told() throws IOException {
        List<JsonNode> history =
                withStore("models", "history", "smile", "--json").lines();
        assertThat(history).hasSize(4);
        assertThat(history.get(2).path("action").asText()).isEqualTo("rollback");
        assertThat(history.get(2).path("why").asText()).isEqualTo("too eager");
        assertThat(history.get(1).path("gate").path("findings")).hasSize(4);
    }

    @Test
    void the_champion_of_the_store_classifies() throws IOException {
        JsonNode line = withStore(
                        "classify",
                        at("store/images/b9/b9897170280acce2be76ac5b3e4ff5971380b8562b916593ae675aa0a962e362.png"),
                        "--model",
                        "smile",
                        "--json")
                .lines()
                .get(0);
        assertThat(line.path("model").asText()).isEqualTo("smile/20261129-230741");
        assertThat(line.path("attribute").asText()).isEqualTo("Smiling");
    }

    @Test
    void the_feedback_of_the_store_is_listed_and_exported() throws IOException {
        List<JsonNode> feedback = withStore("feedback", "list", "--json").lines();
        assertThat(feedback).hasSize(37);
        JsonNode wrong = feedback.get(1);
        assertThat(wrong.path("id").asText()).isEqualTo("20261120-100200-4da226901f89078f");
        assertThat(wrong.path("state").asText()).isEqualTo("accepted");
        assertThat(wrong.path("by").asText()).isEqualTo("Mona");
        assertThat(wrong.path("truth").asBoolean()).isTrue();
        assertThat(feedback.get(2).path("state").asText()).isEqualTo("rejected");
        assertThat(feedback.get(3).path("state").asText()).isEqualTo("pending");
        assertThat(withStore("feedback", "export", at("corrections")).out()).contains(": 2 images; 0 skipped");
    }

    @Test
    void the_stars_of_the_store_are_tuned_from_already() {
        assertThat(withStore("style", "tune").out())
                .contains("32 ratings by 8 people")
                .contains("The result is the same as before")
                .contains("Version 2");
    }

    // ---- the run folder

    @Test
    void resumed_run_has_the_metrics_of_an_uninterrupted_one() throws IOException {
        CommandResult result = call(
                "train",
                "--resume",
                at("runs/20261129-100000-smile"),
                "--models",
                at("models"),
                "--feature-cache",
                at("computed"),
                "--threads",
                "1",
                "--json");
        JsonNode manifest = result.lines().get(0);
        assertThat(manifest.path("name").asText()).isEqualTo("smile");
        assertThat(manifest.path("version").asText()).isEqualTo("20261129-100000");
        List<String> resumed = Files.readAllLines(path("runs/20261129-100000-smile/metrics.jsonl"));
        List<String> whole = Files.readAllLines(GOLDEN.resolve("runs/whole.jsonl"));
        List<String> interrupted = Files.readAllLines(GOLDEN.resolve("runs/20261129-100000-smile/metrics.jsonl"));
        assertThat(resumed).hasSize(3);
        assertThat(resumed.subList(0, 2)).isEqualTo(interrupted);
        JsonNode last = JSON.readTree(resumed.get(2));
        JsonNode expected = JSON.readTree(whole.get(2));
        assertThat(last.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactlyElementsOf(expected.properties().stream()
                        .map(java.util.Map.Entry::getKey)
                        .toList());
        for (String loss : List.of("trainLoss", "validationLoss", "learningRate")) {
            assertThat(last.path(loss).asDouble())
                    .as(loss)
                    .isCloseTo(expected.path(loss).asDouble(), within(1e-3));
        }
        assertThat(path("models/smile/20261129-100000/weights.safetensors")).isRegularFile();
    }

    // ---- paintings

    @Test
    void a_painting_is_made_again_from_its_settings() throws IOException {
        CommandResult result = call(
                "style",
                "--settings-from",
                at("paintings/painting.png"),
                "--content",
                at("paintings/pictures/face.png"),
                "--style",
                at("paintings/pictures/style.png"),
                "--style",
                at("paintings/pictures/waves.png"),
                "--output",
                at("again.png"),
                "--json");
        assertThat(differences(result)).allMatch(line -> line.contains("The program is "));
        assertThat(result.lines().get(0).path("seed").asInt()).isEqualTo(5);
        assertThat(difference(path("again.png"), GOLDEN.resolve("paintings/painting.png")))
                .isLessThan(0.5);
    }

    @Test
    void a_painting_of_format_1_is_made_again_too() throws IOException {
        CommandResult result = call(
                "style",
                "--settings-from",
                at("paintings/pictures/format1.png"),
                "--content",
                at("paintings/pictures/face.png"),
                "--style",
                at("paintings/pictures/style.png"),
                "--style",
                at("paintings/pictures/waves.png"),
                "--output",
                at("old.png"));
        assertThat(differences(result)).allMatch(line -> line.contains("The program is "));
        assertThat(difference(path("old.png"), GOLDEN.resolve("paintings/painting.png")))
                .isLessThan(0.5);
    }

    @Test
    void interrupted_style_transfer_resumes_at_its_checkpoint() throws IOException {
        CommandResult result = call(
                "style",
                "--content",
                at("paintings/pictures/face.png"),
                "--style",
                at("paintings/pictures/style.png"),
                "--preset",
                "quick",
                "--backbone",
                "vgg19:width=0.0625",
                "--weights",
                "random",
                "--set",
                "precision=float32",
                "--set",
                "pyramid.smallest=32",
                "--iterations",
                "8",
                "--size",
                "40",
                "--seed",
                "7",
                "--threads",
                "1",
                "--resume",
                at("paintings/checkpoints/adam"),
                "--output",
                at("resumed.png"),
                "--json");
        JsonNode line = result.lines().get(0);
        assertThat(line.path("iterations").asInt()).isEqualTo(8);
        assertThat(line.path("history")).as("the iterations that were left").hasSize(2);
        assertThat(difference(path("resumed.png"), GOLDEN.resolve("paintings/checkpoints/adam.png")))
                .isLessThan(0.5);
    }
}
