package dev.gioconda.cli.style;

import static dev.gioconda.cli.CommandLineFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.PngText;
import dev.gioconda.preference.RatedSettings;
import dev.gioconda.style.analysis.ProceduralTextures;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From paintings to stars to the tuned preset to the next painting, as a user calls it. */
@Tag("integration")
class StyleTuneCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = torch.get_num_threads();
    private static final List<String> STRENGTHS = List.of("0.5", "1", "4");

    @TempDir
    private Path folder;

    @AfterAll
    static void useAllThreads() {
        torch.set_num_threads(THREADS);
    }

    @BeforeEach
    void draw() throws IOException {
        SyntheticPortraits portraits = new SyntheticPortraits(3, 1);
        portraits.visit(portraits.entries(), (entry, bytes) -> Files.write(folder.resolve("face.jpg"), bytes));
        Files.write(
                folder.resolve("waves.png"),
                PictureWriter.png(ProceduralTextures.all().get(0)));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Paints small; seeds make pictures that are not one another's copies. */
    private CommandResult paint(String output, int seed, String... more) {
        List<String> all =
                new ArrayList<>(List.of("style", "--content", path("face.jpg"), "--style", path("waves.png")));
        all.addAll(List.of("--size", "32", "--iterations", "3", "--threads", "1", "--seed", "" + seed));
        all.addAll(List.of("--backbone", "vgg19:width=0.0625", "--weights", "random", "--embed-settings"));
        all.addAll(List.of("--output", path(output)));
        all.addAll(List.of(more));
        CommandResult result = call(all.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private CommandResult rate(String picture, int stars, String client) {
        CommandResult result = call(
                "feedback", "add", path(picture), "--stars", "" + stars, "--client", client, "--store", path("store"));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private Provenance settings(String picture) throws IOException {
        return Provenance.parse(
                PngText.read(folder.resolve(picture), Provenance.KEYWORD).orElseThrow(), picture);
    }

    @Test
    void ratings_tune_the_preset_used_by_the_next_run() throws IOException {
        String store = path("store");
        CommandResult untuned = call("style", "tune", "--store", store);
        assertThat(untuned.code()).as(untuned.err()).isZero();
        assertThat(untuned.out())
                .contains("0 ratings by 0 people")
                .contains("not enough: at least 30 ratings by 5 people");
        CommandResult noPreset = call(
                "style",
                "--content",
                path("face.jpg"),
                "--style",
                path("waves.png"),
                "--preset",
                "tuned",
                "--store",
                store);
        assertThat(noPreset.code()).isNotZero();
        assertThat(noPreset.err()).contains("style tune");

        for (int seed = 1; seed <= 2; seed++) {
            for (String strength : STRENGTHS) {
                paint(strength + "-" + seed + ".png", seed, "--preset", "balanced", "--strength", strength);
            }
        }
        List<String> receipts = new ArrayList<>();
        for (int person = 0; person < 10; person++) {
            for (int seed = 1; seed <= 2; seed++) {
                for (String strength : STRENGTHS) { // the rule: the stronger, the better, give or take a star
                    int stars = 2 + STRENGTHS.indexOf(strength) + (person + seed) % 3 / 2;
                    receipts.add(rate(strength + "-" + seed + ".png", Math.min(5, stars), "person" + person)
                            .out()
                            .strip());
                }
            }
        }
        CommandResult dryRun = call("style", "tune", "--store", store, "--dry-run");
        assertThat(dryRun.out())
                .contains("60 ratings by 10 people")
                .contains("strength")
                .contains("Nothing was saved");
        assertThat(folder.resolve("store/styles")).doesNotExist();

        CommandResult tuned =
                call("style", "tune", "--store", store, "--by", "Lisa", "--why", "a first exhibition", "--json");
        assertThat(tuned.code()).as(tuned.err()).isZero();
        JsonNode line = JSON.readTree(tuned.out());
        assertThat(line.path("saved").asBoolean()).isTrue();
        assertThat(line.path("version").asInt()).isEqualTo(1);
        assertThat(folder.resolve("store/styles/tuned/00000001.json")).content().contains("a first exhibition");

        CommandResult painted = paint("tuned.png", 1, "--preset", "tuned", "--store", store, "--json");
        assertThat(painted.err()).contains("Preset: balanced, tuned version 1");
        assertThat(JSON.readTree(painted.out()).path("tuned").asInt()).isEqualTo(1);
        Provenance provenance = settings("tuned.png");
        assertThat(provenance.tunedVersion()).isEqualTo(1);
        assertThat(provenance.preset()).isEqualTo("balanced");
        StyleRecipe recipe = StyleRecipes.parse(provenance.recipe(), "tuned.png");
        assertThat(recipe.style().weight()).isGreaterThan(1.5);
        assertThat(recipe.style().weights())
                .as("no rating says anything of a layer")
                .containsOnly(1.0);
        assertThat(RatedSettings.of(provenance).preset())
                .as("its stars can be compared in turn")
                .isEqualTo("balanced");

        assertThat(paint("default.png", 1, "--store", store).err()).contains("tuned version 1");
        assertThat(Files.readAllBytes(folder.resolve("default.png")))
                .isEqualTo(Files.readAllBytes(folder.resolve("tuned.png")));
        assertThat(paint("shipped.png", 1, "--preset", "balanced", "--store", store)
                        .err())
                .doesNotContain("tuned");
        assertThat(paint("first.png", 1, "--preset", "tuned:1", "--store", store)
                        .err())
                .contains("tuned version 1");
        CommandResult again = call("style", "tune", "--store", store);
        assertThat(again.out()).contains("The result is the same as before").contains("Version 1");

        assertThat(call("feedback", "delete", receipts.get(0), "--store", store).code())
                .isZero();
        assertThat(call("style", "tune", "--store", store).out())
                .contains("59 ratings")
                .contains("Saved as version 2");
    }

    @Test
    void rating_without_settings_needs_a_model() {
        CommandResult bare = call("feedback", "add", path("face.jpg"), "--stars", "4", "--store", path("store"));
        assertThat(bare.code()).isEqualTo(2);
        assertThat(bare.err()).contains("--model");
        CommandResult wrong = call(
                "style",
                "--content",
                path("face.jpg"),
                "--style",
                path("waves.png"),
                "--preset",
                "tuned:x",
                "--store",
                path("store"));
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("tuned:3");
        assertThat(call("style", "tune", "--help").out()).contains("Example").contains("gioconda style tune");
    }
}
