package dev.gioconda.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.codec.PngText;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.model.FastStyleManifest;
import dev.gioconda.model.ModelLocator;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.preference.RatedSettings;
import dev.gioconda.style.LoadedRecipe;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.checkpoint.StyleCheckpoints;
import dev.gioconda.style.fast.FastProgress;
import dev.gioconda.style.fast.FastRecipe;
import dev.gioconda.style.fast.FastStyle;
import dev.gioconda.style.fast.FastTraining;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings in PNG files, checkpoints of style runs, fast styles and their checkpoints are read as 0.1.0 wrote them. */
@ExtendWith(SingleThreadExtension.class) // as when the files were made
class GoldenStyleTest {

    private static final String FACE = "dcb310001c3b8dad267f484c59514ba98d7f01b2f25aa56c6448f9769abc8271";
    private static final String STYLE = "c2b134e372897ea1edf774b41175dd8a0a025b9d8a989b2093a8f5f1f01bf809";

    @TempDir
    private Path folder;

    private static Provenance settings(String name) throws IOException {
        Path file = GoldenFiles.at("paintings/" + name);
        return Provenance.parse(PngText.read(file, "gioconda.settings").orElseThrow(), name);
    }

    private static Picture picture(String name) throws IOException {
        return new SafeImageDecoder().read(GoldenFiles.at("paintings/" + name));
    }

    // ---- settings in PNG files

    @Test
    void the_settings_of_format_2_are_read_with_every_field() throws IOException {
        assertThat(Provenance.KEYWORD).isEqualTo("gioconda.settings");
        Provenance made = settings("masked.png");
        assertThat(made.format()).isEqualTo(2);
        assertThat(made.program()).isEqualTo("gioconda 0.1.0");
        assertThat(made.recipe()).startsWith("backbone = \"vgg19:width=0.0625\"\nweights = \"random\"\n");
        assertThat(made.backbone()).isEqualTo("vgg19:width=0.0625");
        assertThat(made.weights()).isEqualTo("random");
        assertThat(made.weightsSha256()).isNull();
        assertThat(made.size()).isEqualTo(40);
        assertThat(made.seed()).isEqualTo(1);
        assertThat(made.threads()).isEqualTo(1);
        assertThat(made.content()).isEqualTo(new Provenance.SourceFile("face.png", FACE, 1));
        assertThat(made.styles()).containsExactly(new Provenance.SourceFile("style.png", STYLE, 1));
        assertThat(made.mask())
                .isEqualTo(new Provenance.SourceFile(
                        "mask.png", "15b03efa4a26a8d142bfda0a744ad221e6a507b62d54fd757af6290e21dd4b6a", 1));
        assertThat(made.initialImage())
                .isEqualTo(new Provenance.SourceFile(
                        "other.png", "202cd4ac5f1e86b77798fda8dbf8ee4a6271d6ac6878e4843bb8746e84df4971", 1));
        assertThat(made.preset()).isEqualTo("quick");
        assertThat(made.tunedVersion()).isNull();
    }

    @Test
    void the_settings_of_format_1_are_read_without_preset() throws IOException {
        Provenance made = settings("pictures/format1.png");
        assertThat(made.format()).isEqualTo(1);
        assertThat(made.preset()).isNull();
        assertThat(made.seed()).isEqualTo(5);
        assertThat(made.styles()).extracting(Provenance.SourceFile::weight).containsExactly(3.0, 1.0);
        assertThat(made.recipe()).isEqualTo(settings("painting.png").recipe());
        assertThat(RatedSettings.of(made).preset()).isEqualTo("own");
    }

    @Test
    void provenance_of_a_tuned_image_becomes_rated_settings() throws IOException {
        Provenance made = settings("tuned.png");
        assertThat(made.preset()).isEqualTo("balanced");
        assertThat(made.tunedVersion()).isEqualTo(2);
        assertThat(StyleRecipes.parse(made.recipe(), "tuned.png").style().weight())
                .isEqualTo(4);
        assertThat(RatedSettings.of(made).toJson())
                .isEqualTo("{\"preset\":\"balanced\",\"tuned\":2,\"style\":\"style.png\",\"styleSha256\":\"" + STYLE
                        + "\",\"backbone\":\"vgg19:width=0.0625\",\"contentWeight\":0.2,\"styleWeight\":4.0,\"styleScale\":1.0,"
                        + "\"layers\":{\"block1_conv1\":1.0,\"block2_conv1\":1.0,\"block3_conv1\":1.0,\"block4_conv1\":1.0,"
                        + "\"block5_conv1\":1.0},\"colours\":\"style\",\"size\":40}");
    }

    @Test
    void settings_are_still_written_with_the_same_json() throws IOException {
        for (String name : List.of("painting.png", "masked.png", "tuned.png")) {
            Path file = GoldenFiles.at("paintings/" + name);
            assertThat(settings(name).toJson())
                    .isEqualTo(PngText.read(file, Provenance.KEYWORD).orElseThrow());
        }
    }

    // ---- checkpoints of a style run

    /** A checkpoint of L-BFGS stands at the beginning of its size, since its history is not saved. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"adam, 6, 6", "lbfgs, 0, 0", "sgd, 3, 3"})
    void a_painting_goes_on_from_its_checkpoint_to_the_same_image(String kind, int done, int iterates)
            throws IOException {
        StyleRecipe recipe = StyleRecipes.read(
                "quick",
                List.of(
                        "backbone=vgg19:width=0.0625",
                        "weights=random",
                        "precision=float32",
                        "pyramid.smallest=32",
                        "pyramid.iterations=8",
                        "optimiser.shift=0",
                        "optimiser.kind=" + kind));
        LoadedRecipe loaded = LoadedRecipe.load(recipe, 7);
        StyleTask task = StyleTask.of(picture("pictures/face.png"), picture("pictures/style.png"), 40, 7);
        Path checkpoints = GoldenFiles.copy("paintings/checkpoints/" + kind, folder.resolve(kind));
        Snapshot saved = new StyleCheckpoints(checkpoints, loaded.recipe(), loaded.label(), task, 0)
                .loadLatest()
                .orElseThrow();
        assertThat(saved.scale()).isZero();
        assertThat(saved.iteration()).isEqualTo(done);
        assertThat(saved.averageCount()).isEqualTo(iterates);
        assertThat(saved.tensors()).containsKey("pixels");
        List<Integer> seen = new ArrayList<>();
        StyleTransfer.StyleResult result = loaded.transfer().stylize(task, saved, (StyleProgress progress) -> {
            seen.add(progress.completed());
            return true;
        });
        assertThat(seen).startsWith(done + 1).endsWith(8).hasSize(8 - done);
        assertThat(PictureFixture.meanDifference(result.image(), picture("checkpoints/" + kind + ".png")))
                .isLessThan(0.5);
    }

    // ---- fast styles

    @Test
    void a_fast_style_is_opened_and_paints() throws IOException {
        Path version = GoldenFiles.unpacked("fast/style.zip", folder.resolve("style"));
        FastStyleManifest manifest = FastStyleFiles.manifest(version);
        assertThat(manifest.format()).isEqualTo(1);
        assertThat(manifest.name()).isEqualTo("star-field");
        assertThat(manifest.version()).isEqualTo("20261129-000000");
        assertThat(manifest.styleImage()).isEqualTo(Map.of("title", "Star field", "sha256", "ab".repeat(32)));
        assertThat(manifest.contentImages()).isEqualTo("1 of pictures");
        assertThat(manifest.metrics()).isEqualTo(Map.of("content", 0.25, "style", 0.5, "total", 0.75));
        assertThat(manifest.recipe()).contains("[learning]\nsteps = 4\nbatch = 1\nside = 64\nlast-side = 64\n");
        assertThat(manifest.files()).containsOnlyKeys("card.md", "weights.safetensors");
        Picture painted = FastStyle.load(version.toString()).stylize(picture("pictures/face.png"), 48);
        assertThat(List.of(painted.width(), painted.height())).containsExactly(39, 48);
    }

    @Test
    void the_learning_of_a_fast_style_goes_on_from_its_checkpoint() throws IOException {
        Path checkpoints = GoldenFiles.unpacked("fast/learning.zip", folder.resolve("learning"));
        FastRecipe recipe = FastRecipe.read(
                "fast",
                List.of(
                        "learning.steps=4",
                        "learning.batch=1",
                        "learning.side=64",
                        "learning.last-side=64",
                        "backbone=vgg19:width=0.0625",
                        "weights=random",
                        "precision=float32"));
        Map<String, String> lesson = new TreeMap<>(Map.of(
                "recipe",
                recipe.toToml(),
                "painting",
                "ab".repeat(32),
                "start",
                "null",
                "photographs",
                "1 of [pictures]"));
        List<FastProgress> seen = new ArrayList<>();
        FastTraining.FastTrainingResult result = FastTraining.of(
                        recipe,
                        picture("pictures/style.png"),
                        List.of(picture("pictures/face.png")),
                        ModelLocator.local(folder)::find)
                .run(null, checkpoints, lesson, seen::add);
        assertThat(result.steps()).isEqualTo(4);
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).step()).isEqualTo(4);
        double now = (result.losses().content() - 0.98 * 0.25) / 0.02; // what the one step found, of the moving average
        assertThat(now).isCloseTo(2.25735, within(0.01));
    }
}
