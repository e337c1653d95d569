package dev.gioconda.cli;

import static dev.gioconda.cli.CommandLineFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.file.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command as a user calls it, on painted portraits, with one small model trained for all. */
@Tag("integration")
class CommandsTest {

    private static final List<String> SMALL =
            List.of("--set", "training.epochs=1", "--set", "input.columns=32", "--set", "input.rows=32");

    @TempDir
    private static Path folder;

    private static CommandResult trained = new CommandResult(-1, "", "");

    private static CommandResult callSmall(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(SMALL);
        return call(all.toArray(String[]::new));
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static Path onlyEntry(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            List<Path> found = entries.toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    @BeforeAll
    static void train() {
        trained = callSmall(
                "train",
                "--data",
                "synthetic:150",
                "--recipe",
                "compact",
                "--runs",
                path("runs"),
                "--models",
                path("models"),
                "--json");
    }

    // ---- the command line itself

    @ParameterizedTest
    @ValueSource(strings = {"study", "explore", "train", "pretrain", "probe", "evaluate", "classify", "models"})
    void every_command_has_example_help_and_rejects_unknown_options(String command) {
        CommandResult help = call(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Example").contains("gioconda " + command);
        CommandResult unknown = call(command, "--no-such-option", "x.jpg");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err().lines()).hasSizeLessThanOrEqualTo(3);
        assertThat(unknown.err())
                .contains("--no-such-option")
                .contains("Try 'gioconda " + command + " --help'.")
                .doesNotContain("Usage:");
    }

    @Test
    void missing_command_lists_the_commands() {
        CommandResult result = call();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("Missing command", "Try 'gioconda --help'")
                .doesNotContain("Usage:")
                .contains("classify")
                .contains("study");
        assertThat(call("--help").out()).contains("Examples").contains("Exit codes");
        assertThat(call("--version").out()).startsWith("gioconda ");
    }

    // ---- train, evaluate, classify, models

    @Test
    void train_writes_a_run_folder_and_a_version() throws IOException {
        JsonNode manifest = trained.json();
        assertThat(manifest.path("name").asText()).isEqualTo("compact");
        assertThat(manifest.path("metrics").path("validation.accuracy").asDouble())
                .isBetween(0.0, 1.0);
        Path run = onlyEntry(folder.resolve("runs"));
        assertThat(run.getFileName().toString())
                .isEqualTo(manifest.path("version").asText() + "-compact");
        assertThat(Files.readString(run.resolve("config.toml")))
                .contains("epochs = 1")
                .contains("columns = 32");
        assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(1);
        assertThat(trained.err()).contains("epochs = 1").contains("compact epoch 1/1");
        assertThat(folder.resolve("models/compact/" + manifest.path("version").asText() + "/card.md"))
                .isNotEmptyFile();
    }

    @Test
    void evaluate_prints_metrics_of_the_test_part() throws IOException {
        JsonNode json = call(
                        "evaluate",
                        "--data",
                        "synthetic:150",
                        "--model",
                        "compact",
                        "--models",
                        path("models"),
                        "--json")
                .json();
        for (String number : List.of("accuracy", "precision", "recall", "auc")) {
            assertThat(json.has(number)).as(number).isTrue();
        }
        assertThat(json.path("accuracy").asDouble()).isBetween(0.0, 1.0);
        assertThat(json.path("count").asInt()).isPositive();
        assertThat(json.path("broken").asInt()).isZero();

        CommandResult text = call(
                "evaluate",
                "--data",
                "synthetic:150",
                "--model",
                "compact",
                "--against",
                "compact",
                "--models",
                path("models"));
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains("accuracy").contains("McNemar p = 1.0000");
    }

    @Test
    void classify_prints_one_object_per_image_and_skips_missing() throws IOException {
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        Path face = folder.resolve("face.jpg");
        portraits.visit(portraits.entries(), (entry, bytes) -> Files.write(face, bytes));
        CommandResult result = call(
                "classify",
                "--json",
                "--model",
                "compact",
                "--models",
                path("models"),
                path("missing.jpg"),
                face.toString());
        assertThat(result.code()).isEqualTo(1);
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode missing = new ObjectMapper().readTree(lines.get(0));
        assertThat(missing.path("file").asText()).isEqualTo(path("missing.jpg"));
        assertThat(missing.path("error").asText()).contains("missing.jpg");
        JsonNode found = new ObjectMapper().readTree(lines.get(1));
        assertThat(found.path("label").asText()).isIn("smiling", "not smiling", "can't tell");
        assertThat(found.has("probability")).isTrue();
        assertThat(found.path("faces").isArray()).isTrue();
        assertThat(found.path("attribute").asText()).isEqualTo("Smiling");
    }

    @Test
    void empty_folder_and_file_as_folder_are_rejected() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("no-images"));
        CommandResult emptyFolder = call("classify", "--json", empty.toString());
        assertThat(emptyFolder.code()).isEqualTo(1);
        assertThat(emptyFolder.out()).contains("This folder contains no .jpg, .jpeg or .png file");
        CommandResult folderAsPicture = call("style", "judge", "--content", empty.toString(), "--style", "a", "b");
        assertThat(folderAsPicture.code()).isEqualTo(1);
        assertThat(folderAsPicture.err()).contains("no-images is a folder; expected an image file");
        Path file = Files.writeString(folder.resolve("a-file"), "");
        CommandResult fileAsFolder = call("study", "--data", "synthetic:150", "--report", file.toString());
        assertThat(fileAsFolder.code()).isEqualTo(1);
        assertThat(fileAsFolder.err())
                .contains("a-file exists already and is not a folder")
                .doesNotContain("epoch 1/");
    }

    @Test
    void run_in_use_and_run_with_other_data_are_not_resumed() throws IOException {
        Path run = onlyEntry(folder.resolve("runs"));
        String[] resume = {"train", "--resume", run.toString(), "--models", path("nowhere")};
        try (FolderLock lock = FolderLock.acquire(run)) {
            assertThat(lock).isNotNull();
            CommandResult second = call(resume);
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err()).contains("is in use by another process").doesNotContain("Loading");
        }
        Path identity = run.resolve("data.json");
        String begun = Files.readString(identity);
        try {
            Files.writeString(identity, begun.replaceFirst("\"training labels\":\"....", "\"training labels\":\"0000"));
            CommandResult other = call(resume);
            assertThat(other.code()).isEqualTo(1);
            assertThat(other.err()).contains("The data differ from those", "its training labels.");
            assertThat(folder.resolve("nowhere")).doesNotExist();
        } finally {
            Files.writeString(identity, begun);
        }
    }

    @Test
    void missing_model_is_a_clear_error() {
        CommandResult result = call("classify", "--model", "nobody", "--models", path("models"), path("face.jpg"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("gioconda: There is no model \"nobody\"", "\"gioconda models\" lists the models")
                .doesNotContain("\tat ");
    }

    @Test
    void resuming_a_finished_run_changes_nothing() throws IOException {
        Path run = onlyEntry(folder.resolve("runs"));
        CommandResult result = call("train", "--resume", run.toString(), "--models", path("models"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("is complete; there is nothing to resume")
                .doesNotContain("Loading");
        assertThat(result.out()).contains("compact/", "validation accuracy");

        CommandResult elsewhere = call("train", "--resume", run.toString(), "--models", path("elsewhere"), "--json");
        assertThat(elsewhere.json().path("files")).isEqualTo(trained.json().path("files"));
        assertThat(call("train", "--resume", path("nothing")).err()).contains("nothing is not a run folder");
    }

    @Test
    void invalid_setting_or_name_is_a_clear_error() {
        CommandResult setting = call("train", "--set", "training.epoch=1", "--runs", path("wrong"));
        assertThat(setting.code()).isEqualTo(2);
        assertThat(setting.err()).contains("Unknown setting \"training.epoch\"").doesNotContain("\tat ");
        CommandResult value = call("train", "--set", "training.epochs=many", "--runs", path("wrong"));
        assertThat(value.code()).isEqualTo(2);
        assertThat(value.err()).contains("training.epochs=many: expected a number after the equals sign, such as");
        CommandResult sample = call("explore", "--data", "synthetic:8", "--sample", "-3", "--report", path("wrong"));
        assertThat(sample.code()).isEqualTo(2);
        assertThat(sample.err()).contains("The sample is -3");
        CommandResult name = call("train", "--name", "My Model", "--runs", path("wrong"));
        assertThat(name.code()).isEqualTo(2);
        assertThat(name.err()).contains("lower-case letters");
        assertThat(folder.resolve("wrong")).doesNotExist();
    }

    @Test
    void models_lists_the_embedded_model() {
        CommandResult result = call("models", "--models", path("models"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("smile/").contains("compact/");
    }

    // ---- explore and study

    @Test
    void study_compares_four_networks_and_the_ablation() throws IOException {
        CommandResult result = call(
                "study",
                "--data",
                "synthetic:150",
                "--set",
                "training.epochs=1",
                "--ablation",
                "40",
                "--iterations",
                "3",
                "--runs",
                path("study-runs"),
                "--models",
                path("study-models"),
                "--report",
                path("study"),
                "--feature-cache",
                path("features"),
                "--json");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).contains("\"accuracy\":"))
                .anySatisfy(line -> assertThat(line).contains("study-vgg19/"))
                .anySatisfy(line -> assertThat(line).contains("transfer/"));
        assertThat(result.err()).contains("No official weights of vgg19 are in the cache");
        assertThat(Files.readString(folder.resolve("study/index.html")))
                .contains("study of 2022, VGG19", "Choices of a transfer", "classifier B", "training.epochs=1")
                .contains(">random<", ">embedded<")
                .contains("Does a network that was tuned on faces paint better?", "study-face", "the last 3");
    }

    @Test
    void incompatible_backbone_options_are_usage_errors() {
        for (List<String> wrong : List.of(
                List.of("--backbone", "vgg20"),
                List.of("--backbone", "vgg19", "--head", "big"),
                List.of("--backbone", "vgg19", "--unfreeze", "99"),
                List.of("--backbone", "resnet18", "--weights", "embedded"),
                List.of("--backbone", "vgg19", "--weights", "no-such-file.pth"),
                List.of("--head", "mlp"))) {
            List<String> line = new ArrayList<>(List.of("train", "--data", "synthetic:150"));
            line.addAll(wrong);
            CommandResult result = call(line.toArray(new String[0]));
            assertThat(result.code()).as(wrong + ": " + result.err()).isEqualTo(2);
            assertThat(result.err()).contains("gioconda: ").doesNotContain("\tat ", "Run folder");
        }
    }

    @Test
    void explore_counts_images_and_writes_a_page() throws IOException {
        JsonNode json = call("explore", "--data", "synthetic:60", "--report", path("explored"), "--json")
                .json();
        assertThat(json.path("pictures").asInt()).isEqualTo(60);
        assertThat(json.path("persons").asInt()).isEqualTo(15);
        assertThat(json.path("balance").size()).isPositive();
        assertThat(folder.resolve("explored/explore.html")).isNotEmptyFile();
    }
}
