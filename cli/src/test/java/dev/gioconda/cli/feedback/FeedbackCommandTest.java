package dev.gioconda.cli.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.data.Example;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code feedback} and {@code retrain} as scripts, servers and reviewers call them. */
@Tag("integration")
class FeedbackCommandTest {

    @TempDir
    private Path folder;

    private CommandResult call(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--help") && !all.get(0).equals("train")) {
            all.addAll(List.of("--store", path("store")));
        }
        return CommandLineFixture.call(all);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String portrait(int index) throws IOException {
        Example example =
                new SyntheticPortraits(9, index + 1).dataset().examples().get(index);
        Path file = folder.resolve("portrait-" + index + ".jpg");
        example.archive().visit(Set.of(example.entry()), (entry, bytes) -> Files.write(file, bytes));
        return file.toString();
    }

    private JsonNode add(int index, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "feedback",
                "add",
                portrait(index),
                "--model",
                Classifier.load(LocalModels.embedded()).manifest().id(),
                "--consent",
                "--framing",
                "celeba",
                "--json"));
        all.addAll(List.of(more));
        return call(all.toArray(String[]::new)).lines().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "list", "review", "accept", "reject", "export", "purge", "delete"})
    void every_command_has_example_help(String command) {
        CommandResult help = call("feedback", command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Example").contains("gioconda feedback " + command);
    }

    @Test
    void feedback_is_added_reviewed_exported_and_deleted() throws IOException {
        assertThat(call("feedback", "list", "--json").lines()).isEmpty();
        JsonNode sure = add(0, "--probability", "0.9", "--said", "wrong", "--client", "a");
        JsonNode unsure = add(1, "--probability", "0.55", "--label", "yes", "--client", "b");
        add(8, "--stars", "4", "--reason", "like a dream", "--settings", "{\"style\":\"starry-night\"}");

        List<JsonNode> listed = call("feedback", "list", "--json").lines();
        assertThat(listed)
                .hasSize(3)
                .allMatch(line -> line.path("state").asText().equals("pending"));
        assertThat(listed.toString()).contains("\"style\":\"starry-night\"").doesNotContain("receipt");
        List<JsonNode> queue = call("feedback", "review", "--json").lines();
        assertThat(queue).hasSize(2);
        assertThat(queue.get(0).path("answers").get(0).path("id").asText())
                .isEqualTo(unsure.path("id").asText());
        assertThat(call("feedback", "review").out())
                .contains("2 feedback entries pending")
                .contains("client ");

        CommandResult accepted = call(
                "feedback",
                "accept",
                sure.path("id").asText(),
                unsure.path("id").asText(),
                "--by",
                "Lisa");
        assertThat(accepted.code()).as(accepted.err()).isZero();
        assertThat(call("feedback", "list", "--state", "accepted", "--json").lines())
                .hasSize(2)
                .allMatch(line -> line.path("by").asText().equals("Lisa"));
        assertThat(call("feedback", "export", path("corrections")).out()).contains("2 images");
        assertThat(folder.resolve("corrections/feedback.csv")).exists();

        assertThat(call("feedback", "delete", unsure.path("receipt").asText()).out())
                .contains("1 feedback entries and 1 images deleted");
        assertThat(call("feedback", "list", "--json").lines()).hasSize(2);
        assertThat(call("feedback", "purge").out()).contains("0 feedback entries and 0 images");
    }

    @Test
    void invalid_arguments_are_clear_errors() throws IOException {
        String picture = portrait(0);
        assertThat(call("feedback", "add", picture, "--model", "m/1").err()).contains("The feedback is empty");
        assertThat(call("feedback", "add", picture, "--model", "m/1", "--stars", "9")
                        .code())
                .isEqualTo(2);
        assertThat(call("feedback", "add", path("none.jpg"), "--model", "m/1", "--said", "right")
                        .err())
                .contains("File not found");
        assertThat(call("feedback", "add", picture, "--model", "m/1", "--said", "right")
                        .err())
                .contains("There is no version m/1 in the store");
        assertThat(call("feedback", "accept", "20261124-101500-0123456789abcdef")
                        .err())
                .contains("There is no feedback");
        assertThat(call("feedback", "delete", "nonsense").code()).isEqualTo(2);
    }

    @Test
    void dry_run_prints_the_plan_and_changes_nothing() throws IOException {
        assertThat(call("retrain", "smile", "--data", "synthetic:150", "--dry-run")
                        .err())
                .contains("smile");
        CommandResult trained = call(
                "train",
                "--data",
                "synthetic:150",
                "--name",
                "smile",
                "--set",
                "training.epochs=1",
                "--set",
                "input.columns=32",
                "--set",
                "input.rows=32",
                "--runs",
                path("runs"),
                "--models",
                path("models"),
                "--json");
        JsonNode manifest = trained.lines().get(0);
        String version = manifest.path("version").asText();
        assertThat(call("models", "add", path("models/smile/" + version)).code())
                .isZero();
        assertThat(call("models", "promote", "smile", version, "--why", "the first")
                        .code())
                .isZero();
        call("feedback", "accept", add(0, "--label", "yes").path("id").asText());

        CommandResult dryRun = call("retrain", "smile", "--data", "synthetic:150", "--dry-run", "--json");
        JsonNode plan = dryRun.lines().get(0);
        assertThat(plan.path("champion").asText()).isEqualTo("smile/" + version);
        assertThat(plan.path("new").asInt()).isOne();
        assertThat(plan.path("wouldTrain").asBoolean()).isTrue();
        assertThat(plan.path("beginsWith").asText()).isEqualTo("smile/" + version);
        assertThat(folder.resolve("store/retrain")).doesNotExist();
        assertThat(call("retrain", "smile", "--data", "synthetic:150", "--dry-run", "--after", "5")
                        .out())
                .contains("would not train: at least 5 new images are needed");
        CommandResult few = call("retrain", "smile", "--data", "synthetic:150", "--after", "5", "--work", path("work"));
        assertThat(few.code()).as(few.err()).isZero();
        assertThat(few.out()).contains("1 accepted pictures are new");
    }
}
