package dev.gioconda.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.model.LocalModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code models} as a user calls it, with a store and a cache of the test's own and two versions of the embedded model. */
@Tag("integration")
class ModelsCommandTest {

    @TempDir
    private Path folder;

    private CommandResult call(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--store", path("store"), "--model-cache", path("cache")));
        return CommandLineFixture.call(all);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** The embedded model under versions 1 and 2. */
    @BeforeEach
    void createVersions() throws IOException {
        Path embedded = LocalModels.embedded();
        for (String version : List.of("1", "2")) {
            Path copy = Files.createDirectories(folder.resolve("models/smile").resolve(version));
            for (String file : List.of("weights.safetensors", "card.md")) {
                Files.copy(embedded.resolve(file), copy.resolve(file));
            }
            Files.writeString(
                    copy.resolve("manifest.json"),
                    Files.readString(embedded.resolve("manifest.json"))
                            .replaceFirst("(\"version\" *: *\")[^\"]*", "$1" + version));
        }
    }

    private void addBoth() {
        for (String version : List.of("1", "2")) {
            assertThat(call("models", "add", "smile/" + version, "--models", path("models"))
                            .code())
                    .isZero();
        }
    }

    @Test
    void version_is_added_promoted_and_rolled_back() throws IOException {
        assertThat(call("models", "list").err()).contains("There are no versions in");
        addBoth();
        assertThat(call("models", "list").out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("  smile/").contains("trained on"));
        assertThat(call("models", "promote", "smile", "1", "--why", "the first", "--by", "mona")
                        .out())
                .contains("promote", "smile/1", "by mona: the first");
        assertThat(call("models", "promote", "smile", "2", "--why", "better").code())
                .isZero();
        List<JsonNode> listed = call("models", "list", "--json").lines();
        assertThat(listed)
                .extracting(line -> line.path("version").asText() + line.path("champion"))
                .containsExactly("1false", "2true");
        assertThat(listed.get(0).path("files").size()).isEqualTo(2);
        JsonNode rolledBack =
                call("models", "rollback", "smile", "--json").lines().get(0);
        assertThat(rolledBack.path("version").asText()).isEqualTo("1");
        assertThat(call("models", "history", "smile", "--json").lines())
                .extracting(line ->
                        line.path("seq").asInt() + " " + line.path("action").asText())
                .containsExactly("1 promote", "2 promote", "3 rollback");
        CommandResult again = call("models", "rollback", "smile");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("there is no version to roll back to").doesNotContain("\tat ");
    }

    @Test
    void first_champion_is_the_embedded_version() throws IOException {
        CommandResult first = call("models", "promote", "smile", "--why", "the first champion");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(call("models", "list", "--json").lines())
                .singleElement()
                .satisfies(line -> assertThat(line.path("champion").asBoolean()).isTrue());
        CommandResult again = call("models", "promote", "smile", "--why", "again");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("Missing required parameter: 'VERSION'");
        assertThat(call("models", "promote", "smile", "1", "--why", "x".repeat(2001))
                        .code())
                .isEqualTo(2);
    }

    @Test
    void history_at_prints_the_version_of_that_instant() throws IOException {
        addBoth();
        assertThat(call("models", "promote", "smile", "1", "--why", "x").code()).isZero();
        assertThat(call("models", "history", "smile", "--at", "2999-01-01T14:03", "--json")
                        .lines())
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("version").asText()).isEqualTo("1"));
        CommandResult before = call("models", "history", "smile", "--at", "2026-11-24T14:03");
        assertThat(before.code()).isEqualTo(1);
        assertThat(before.err()).contains("No version of smile was promoted in");
        assertThat(call("models", "history", "smile", "--at", "last Tuesday").code())
                .isEqualTo(2);
        for (String form :
                List.of("2999-01-01", "2999-01-01 14:03", "2999-01-01T14:03:00Z", "2999-01-01T14:03+01:00")) {
            assertThat(call("models", "history", "smile", "--at", form).code())
                    .as(form)
                    .isZero();
        }
    }

    @Test
    void models_without_subcommand_lists_all_models() throws IOException {
        addBoth();
        assertThat(call("models", "--models", path("models"), "--json").lines())
                .extracting(line -> line.path("where").asText())
                .containsExactly("embedded", path("models"), path("models"), path("store"), path("store"));
        Files.writeString(folder.resolve("models/smile/1/manifest.json"), "null");
        CommandResult damaged = call("models", "--models", path("models"), "--json");
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.out().lines()).hasSize(4);
        assertThat(damaged.err()).contains("it is not a JSON object");
    }

    @Test
    void classify_uses_the_champion_of_the_store() throws IOException {
        addBoth();
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        Path face = folder.resolve("face.jpg");
        portraits.visit(portraits.entries(), (entry, bytes) -> Files.write(face, bytes));
        CommandResult noChampion = call("classify", "--model", "smile", face.toString());
        assertThat(noChampion.code()).isEqualTo(1);
        assertThat(noChampion.err()).contains("There is no champion of smile", "such as smile/1.");
        assertThat(call("models", "show", "smile").err()).as("the same rule").isEqualTo(noChampion.err());
        assertThat(call("models", "promote", "smile", "2", "--why", "x").code()).isZero();
        assertThat(call("classify", "--model", "smile", "--json", face.toString())
                        .lines()
                        .get(0)
                        .path("model")
                        .asText())
                .isEqualTo("smile/2");
        assertThat(call("models", "show", "smile", "--json")
                        .json()
                        .path("version")
                        .asText())
                .isEqualTo("2");
        assertThat(call("classify", "--model", "smile/1", "--json", face.toString())
                        .lines()
                        .get(0)
                        .path("model")
                        .asText())
                .isEqualTo("smile/1");
    }

    @Test
    void version_can_be_shown_compared_verified_and_exported() throws IOException {
        addBoth();
        assertThat(call("models", "show", "smile/1", "--json")
                        .lines()
                        .get(0)
                        .path("version")
                        .asText())
                .isEqualTo("1");
        assertThat(call("models", "diff", "smile/1", "smile/2").out())
                .contains("version", "- 1", "+ 2")
                .doesNotContain("metrics");
        assertThat(call("models", "verify").out().lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("good smile/"));
        assertThat(call("models", "export", "smile/1", "--output", path("out.zip"))
                        .code())
                .isZero();
        assertThat(call("models", "export", "smile/1", "--output", path("out")).code())
                .isZero();
        assertThat(folder.resolve("out/weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("models/smile/1/weights.safetensors"));
        assertThat(call("models", "export", "smile/1", "--output", path("out")).err())
                .contains("exists; choose another target");
        Files.writeString(folder.resolve("store/models/smile/1/card.md"), "\u001b[31mnot that card");
        CommandResult bad = call("models", "verify");
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out()).contains("BAD  smile/1: card.md", "good smile/2");
        assertThat(call("models", "promote", "smile", "1", "--why", "x").err()).contains("was changed or damaged");
        Files.writeString(folder.resolve("store/models/smile/1/manifest.json"), "{}");
        CommandResult list = call("models", "list");
        assertThat(list.code()).isEqualTo(1);
        assertThat(list.err()).contains("smile/1: ").contains("is not a manifest of a version");
        assertThat(list.out().lines()).hasSize(1);
    }

    @Test
    void gc_removes_orphaned_files() throws IOException {
        Path leftover = Files.createDirectories(folder.resolve("store/models/smile/20260101-000000"));
        Files.writeString(leftover.resolve("card.md"), "?");
        assertThat(call("models", "list").out()).isEmpty();
        assertThat(call("models", "gc", "--dry-run").out())
                .contains("smile/20260101-000000: would be removed, 1 files");
        assertThat(leftover.resolve("card.md")).exists();
        assertThat(call("models", "gc", "--json").lines().get(0).path("fate").asText())
                .isEqualTo("removed");
        assertThat(leftover.resolve("card.md")).doesNotExist();
        assertThat(call("models", "gc", "--older-than", "1").code()).isEqualTo(2);
    }

    @Test
    void invalid_name_version_or_store_is_a_clear_error() {
        for (List<String> wrong : List.of(
                List.of("models", "promote", "Smile", "1", "--why", "x"),
                List.of("models", "promote", "smile", "../1", "--why", "x"),
                List.of("models", "promote", "smile", "1"),
                List.of("models", "history", "../smile"),
                List.of("models", "show", "smile/../1"))) {
            CommandResult result = call(wrong.toArray(String[]::new));
            assertThat(result.code()).as(wrong + ": " + result.err()).isEqualTo(2);
            assertThat(result.err()).doesNotContain("\tat ");
        }
        assertThat(call("models", "promote", "smile", "7", "--why", "x").err()).contains("There is no smile/7 in");
        assertThat(call("models", "show", "nobody").err()).contains("There is no model \"nobody\" in the store");
        CommandResult unknownStore = CommandLineFixture.call("models", "list", "--store", "ftp://x/y");
        assertThat(unknownStore.code()).isEqualTo(2);
        assertThat(unknownStore.err()).contains("expected a folder, such as ./store, or s3://BUCKET/PREFIX");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "diff", "add", "promote", "rollback", "history", "export", "verify", "gc"})
    void every_command_has_example_help(String command) {
        CommandResult help = CommandLineFixture.call("models", command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Example").contains("gioconda models " + command);
    }
}
