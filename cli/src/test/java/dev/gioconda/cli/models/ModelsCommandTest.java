package dev.gioconda.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.cli.Gioconda;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.model.ModelShelf;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code models} as a user calls it, with a store and a cache of the test's own and two versions of the embedded model. */
class ModelsCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private record Result(int code, String out, String err) {
        List<JsonNode> lines() throws IOException {
            assertThat(code).as(err).isZero();
            List<JsonNode> lines = new ArrayList<>();
            for (String line : out.lines().toList()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }

    private Result call(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--store", at("store"), "--cache", at("cache")));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Gioconda.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(all.toArray(String[]::new));
        line.getOut().flush();
        line.getErr().flush();
        return new Result(code, out.toString(), err.toString());
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    /** The embedded model under versions 1 and 2. */
    @BeforeEach
    void train() throws IOException {
        Path embedded = ModelShelf.embedded();
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
            assertThat(call("models", "add", "smile/" + version, "--models", at("models"))
                            .code())
                    .isZero();
        }
    }

    @Test
    void a_version_goes_into_the_store_is_promoted_and_taken_back() throws IOException {
        assertThat(call("models", "list").err()).contains("There are no versions in");
        addBoth();
        assertThat(call("models", "list").out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("  smile/").contains("trained on"));
        assertThat(call("models", "promote", "smile", "1", "--why", "the first", "--who", "mona")
                        .out())
                .contains("promote", "smile/1", "by mona: the first");
        assertThat(call("models", "promote", "smile", "2", "--why", "better").code())
                .isZero();
        List<JsonNode> listed = call("models", "list", "--json").lines();
        assertThat(listed)
                .extracting(line -> line.path("version").asText() + line.path("champion"))
                .containsExactly("1false", "2true");
        assertThat(listed.get(0).path("files").size()).isEqualTo(2);
        JsonNode back = call("models", "rollback", "smile", "--json").lines().get(0);
        assertThat(back.path("version").asText()).isEqualTo("1");
        assertThat(call("models", "history", "smile", "--json").lines())
                .extracting(line ->
                        line.path("seq").asInt() + " " + line.path("action").asText())
                .containsExactly("1 promote", "2 promote", "3 rollback");
        Result again = call("models", "rollback", "smile");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("there is nothing to go back to").doesNotContain("\tat ");
    }

    @Test
    void which_version_answered_at_a_moment_is_one_command() throws IOException {
        addBoth();
        assertThat(call("models", "promote", "smile", "1", "--why", "x").code()).isZero();
        assertThat(call("models", "history", "smile", "--at", "2999-01-01T14:03", "--json")
                        .lines())
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("version").asText()).isEqualTo("1"));
        Result before = call("models", "history", "smile", "--at", "2026-11-24T14:03");
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
    void without_a_command_all_models_are_listed() throws IOException {
        addBoth();
        assertThat(call("models", "--models", at("models"), "--json").lines())
                .extracting(line -> line.path("where").asText())
                .containsExactly("embedded", at("models"), at("models"), at("store"), at("store"));
    }

    @Test
    void classify_asks_the_champion_of_the_store() throws IOException {
        addBoth();
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        Path face = folder.resolve("face.jpg");
        portraits.visit(portraits.entries(), (entry, bytes) -> Files.write(face, bytes));
        Result nobody = call("classify", "--model", "smile", face.toString());
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err()).contains("No version of smile was promoted yet");
        assertThat(call("models", "promote", "smile", "2", "--why", "x").code()).isZero();
        assertThat(call("classify", "--model", "smile", "--json", face.toString())
                        .lines()
                        .get(0)
                        .path("model")
                        .asText())
                .isEqualTo("smile/2");
        assertThat(call("classify", "--model", "smile/1", "--json", face.toString())
                        .lines()
                        .get(0)
                        .path("model")
                        .asText())
                .isEqualTo("smile/1");
    }

    @Test
    void a_version_can_be_shown_compared_verified_and_exported() throws IOException {
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
        assertThat(call("models", "export", "smile/1", "--out", at("out.zip")).code())
                .isZero();
        assertThat(call("models", "export", "smile/1", "--out", at("out")).code())
                .isZero();
        assertThat(folder.resolve("out/weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("models/smile/1/weights.safetensors"));
        assertThat(call("models", "export", "smile/1", "--out", at("out")).err())
                .contains("is there already");
        Files.writeString(folder.resolve("store/models/smile/1/card.md"), "\u001b[31mnot that card");
        Result bad = call("models", "verify");
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out()).contains("BAD  smile/1: card.md", "good smile/2");
        assertThat(call("models", "promote", "smile", "1", "--why", "x").err()).contains("was changed or damaged");
        Files.writeString(folder.resolve("store/models/smile/1/manifest.json"), "{}");
        Result list = call("models", "list");
        assertThat(list.code()).isEqualTo(1);
        assertThat(list.err()).contains("smile/1: ").contains("is no manifest of a version");
        assertThat(list.out().lines()).hasSize(1);
    }

    @Test
    void what_killed_savings_left_is_removed_on_request() throws IOException {
        Path left = Files.createDirectories(folder.resolve("store/models/smile/20260101-000000"));
        Files.writeString(left.resolve("card.md"), "?");
        assertThat(call("models", "list").out()).isEmpty();
        assertThat(call("models", "gc", "--dry-run").out())
                .contains("smile/20260101-000000: would be removed, 1 files");
        assertThat(left.resolve("card.md")).exists();
        assertThat(call("models", "gc", "--json").lines().get(0).path("fate").asText())
                .isEqualTo("removed");
        assertThat(left.resolve("card.md")).doesNotExist();
        assertThat(call("models", "gc", "--older-than", "1").code()).isEqualTo(2);
    }

    @Test
    void a_wrong_name_version_or_store_is_a_sentence() {
        for (List<String> wrong : List.of(
                List.of("models", "promote", "Smile", "1", "--why", "x"),
                List.of("models", "promote", "smile", "../1", "--why", "x"),
                List.of("models", "promote", "smile", "1"),
                List.of("models", "history", "../smile"),
                List.of("models", "show", "smile/../1"))) {
            Result result = call(wrong.toArray(String[]::new));
            assertThat(result.code()).as(wrong + ": " + result.err()).isEqualTo(2);
            assertThat(result.err()).doesNotContain("\tat ");
        }
        assertThat(call("models", "promote", "smile", "7", "--why", "x").err()).contains("There is no smile/7 in");
        assertThat(call("models", "show", "nobody").err()).contains("There is no model \"nobody\" in the store");
        StringWriter err = new StringWriter();
        CommandLine line = Gioconda.commandLine().setErr(new PrintWriter(err));
        assertThat(line.execute("models", "list", "--store", "ftp://x/y")).isEqualTo(2);
        assertThat(err.toString()).contains("expected a folder, such as ./store, or s3://BUCKET/PREFIX");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "diff", "add", "promote", "rollback", "history", "export", "verify", "gc"})
    void every_command_helps_with_an_example(String command) {
        StringWriter out = new StringWriter();
        assertThat(Gioconda.commandLine().setOut(new PrintWriter(out)).execute("models", command, "--help"))
                .isZero();
        assertThat(out.toString()).contains("Example").contains("gioconda models " + command);
    }
}
