package dev.gioconda.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.Pooling;
import dev.gioconda.style.canvas.ColorMode;
import dev.gioconda.style.fast.FastRecipe;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.train.PretrainRecipe;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every preset of 0.1.0 is still read when it comes as a user's file, with the same keys, values and meaning. */
class GoldenRecipesTest {

    private static String file(String name) {
        return GoldenFiles.at("recipes/" + name + ".toml").toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quick",
                "balanced",
                "fine",
                "portrait",
                "study-vgg16",
                "study-vgg19",
                "study-face",
                "gatys",
                "neural-style",
                "crowsonkb"
            })
    void a_style_preset_differs_in_network_and_shift_only(String preset) throws IOException {
        StyleRecipe before = StyleRecipes.read(file("style/" + preset), List.of());
        StyleRecipe now = StyleRecipes.read(preset, List.of());
        assertThat(before)
                .isEqualTo(now.withNetwork(before.backbone(), now.weights(), now.pooling())
                        .withShift(0));
        assertThat(StyleRecipes.parse(StyleRecipes.toToml(before), preset)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"study-cnn", "compact", "smile", "study-vgg19", "transfer"})
    void a_training_preset_of_before_is_the_one_of_now(String preset) throws IOException {
        Recipe before = Recipes.read(file("train/" + preset), List.of());
        assertThat(before).isEqualTo(Recipes.read(preset, List.of()));
        assertThat(Recipes.parse(Recipes.toToml(before), preset, List.of())).isEqualTo(before);
    }

    @Test
    void the_pretraining_recipe_of_before_is_the_one_of_now() throws IOException {
        PretrainRecipe pretrain = Recipes.pretrain(Path.of(file("train/pretrain")), List.of());
        assertThat(pretrain).isEqualTo(Recipes.pretrain(null, List.of()));
    }

    @Test
    void the_fast_style_recipe_of_before_is_the_one_of_now() throws IOException {
        FastRecipe fast = FastRecipe.read(file("style/fast"), List.of());
        assertThat(fast).isEqualTo(FastRecipe.read("fast", List.of()));
        assertThat(fast.learning()).isEqualTo(new FastRecipe.FastTrainingSettings(3000, 2, 128, 192, 0.1, 0.002, 1));
    }

    @Test
    void the_keys_of_a_style_recipe_mean_what_they_meant() throws IOException {
        StyleRecipe portrait = StyleRecipes.read(
                file("style/quick"),
                List.of(
                        "pooling=max",
                        "border=zero",
                        "range=caffe",
                        "initialisation=noise",
                        "colours=luminance",
                        "content.loss=scaled",
                        "style.loss=gram",
                        "smoothness.kind=squared",
                        "optimiser.kind=lbfgs",
                        "face.content=2.5"));
        assertThat(portrait.pooling()).isEqualTo(Pooling.MAX);
        assertThat(portrait.border()).isEqualTo(Border.ZERO);
        assertThat(portrait.range()).isEqualTo(StyleRecipe.FeatureRange.CAFFE);
        assertThat(portrait.initialization()).isEqualTo(StyleRecipe.Initialization.NOISE);
        assertThat(portrait.colors()).isEqualTo(ColorMode.LUMINANCE);
        assertThat(portrait.style().scale()).isEqualTo(1);
        assertThat(portrait.content().weight()).isEqualTo(0.2);
        assertThat(portrait.content().layers()).containsExactly("block4_conv2");
        assertThat(portrait.scales().smallest()).isEqualTo(64);
        assertThat(portrait.scales().iterations()).isEqualTo(150);
        assertThat(portrait.optimizer().average()).isEqualTo(0.97);
        assertThat(portrait.face().content()).isEqualTo(2.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pooling=average",
                "pooling=max",
                "border=zero",
                "border=replicate",
                "range=own",
                "range=caffe",
                "precision=auto",
                "precision=float32",
                "precision=bfloat16",
                "initialisation=content",
                "initialisation=style",
                "initialisation=noise",
                "colours=style",
                "colours=luminance",
                "colours=linear",
                "content.loss=mean",
                "content.loss=sum",
                "content.loss=scaled",
                "content.loss=relative",
                "style.loss=gram",
                "style.loss=gram-study",
                "style.loss=wasserstein",
                "style.loss=moments",
                "style.loss=histogram",
                "style.loss=patches",
                "smoothness.kind=absolute",
                "smoothness.kind=keras",
                "smoothness.kind=squared",
                "smoothness.kind=nine-point",
                "optimiser.kind=adam",
                "optimiser.kind=lbfgs",
                "optimiser.kind=sgd"
            })
    void every_choice_of_a_style_recipe_keeps_its_name(String change) throws IOException {
        String key = change.substring(change.indexOf('.') + 1, change.indexOf('='));
        String value = change.substring(change.indexOf('=') + 1);
        assertThat(StyleRecipes.toToml(StyleRecipes.read(file("style/quick"), List.of(change))))
                .contains("%s = \"%s\"\n".formatted(key, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network=compact",
                "network=resnet18/mlp",
                "network=vgg19:width=0.375,pooling=average/study",
                "normalisation=rescale",
                "normalisation=standardise",
                "normalisation=imagenet",
                "normalisation=caffe",
                "training.optimiser=adam",
                "training.optimiser=adamw",
                "training.schedule=constant",
                "training.schedule=study",
                "training.schedule=cosine",
                "training.schedule=one-cycle"
            })
    void every_choice_of_a_training_recipe_keeps_its_name(String change) throws IOException {
        String key = change.substring(0, change.indexOf('=')).replace("training.", "");
        String value = change.substring(change.indexOf('=') + 1);
        assertThat(Recipes.toToml(Recipes.read(file("train/compact"), List.of(change))))
                .contains("%s = \"%s\"\n".formatted(key, value));
    }

    @Test
    void the_keys_of_a_training_recipe_mean_what_they_meant() throws IOException {
        Recipe transfer = Recipes.read(file("train/transfer"), List.of("flip-average=false", "normalisation=caffe"));
        assertThat(transfer.flipAverage()).isFalse();
        assertThat(transfer.normalization()).isEqualTo(Normalization.CAFFE);
        assertThat(transfer.auxiliary()).isEqualTo(1);
        assertThat(transfer.training().learningRate()).isEqualTo(0.002);
        assertThat(transfer.training().labelSmoothing()).isEqualTo(0.05);
        assertThat(transfer.training().optimizer()).isEqualTo(Recipe.TrainingOptimizer.ADAMW);
        assertThat(transfer.input().columns()).isEqualTo(64);
        assertThat(transfer.augmentation().erase()).isEqualTo(0.2);
        assertThat(transfer.transfer().weights()).isEqualTo("auto");
        assertThat(transfer.transfer().rate()).isEqualTo(0.5);
        assertThat(transfer.transfer().cache()).isTrue();
    }
}
