package dev.gioconda.train.backbone;

import dev.gioconda.data.load.Augmentation;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Pooling;
import dev.gioconda.settings.TomlSettings;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a distillation of features, except data and teachers.
 *
 * @param width of the VGG19, factor of the number of channels
 * @param pooling of the VGG19
 * @param start the initial weights: {@code embedded} or {@code painting}, which need a width of 0.375, or {@code random}
 * @param side of a crop in pixels
 * @param crops per epoch
 * @param validation number of crops of held-out pictures
 * @param blend share of the training crops that become a mean of two
 * @param training the optimization; its batch is the number of crops per step
 * @param augmentation of the training crops
 */
public record HintRecipe(
        double width,
        Pooling pooling,
        String start,
        int side,
        int crops,
        int validation,
        double blend,
        Recipe.TrainingSettings training,
        Augmentation augmentation) {

    private static final String PRESET = "distillation";
    private static final List<String> STARTS = List.of(Pretrained.EMBEDDED, Pretrained.PAINTING, Pretrained.RANDOM);
    private static final int MIN_SIDE = 32; // the deepest layers have 2 x 2 positions
    private static final int MAX_SIDE =
            256; // the layers of SqueezeNet, which have other sizes, are used at all positions

    /** Checks the values. */
    public HintRecipe {
        if (!STARTS.contains(start)) {
            throw new IllegalArgumentException("start is %s; expected one of %s.".formatted(start, STARTS));
        }
        if (side < MIN_SIDE || side > MAX_SIDE || crops < 1 || validation < 1 || !(blend >= 0 && blend <= 1)) {
            throw new IllegalArgumentException(
                    "side is %d, crops %d, validation %d, blend %s; expected a side of %d to %d, 1 or more crops, and a share."
                            .formatted(side, crops, validation, blend, MIN_SIDE, MAX_SIDE));
        }
    }

    /** The trained network. */
    public BackboneSpec backbone() {
        return new BackboneSpec("vgg19", width, pooling, false);
    }

    /**
     * Reads a recipe.
     *
     * @param file a {@code .toml} file; null for the preset
     * @param changes such as {@code training.epochs=5}, in order
     * @throws IllegalArgumentException if a key or value is invalid; the message names the key
     */
    public static HintRecipe read(@Nullable Path file, List<String> changes) throws IOException {
        return TomlSettings.read(Recipes.class, List.of(PRESET), file == null ? PRESET : file.toString())
                .with(changes)
                .bind(HintRecipe.class);
    }

    /** The recipe as TOML, which {@link #read} reads back. */
    public String toToml() {
        return TomlSettings.of(this, PRESET).toToml();
    }
}
