package dev.gioconda.style.fast;

import dev.gioconda.nn.Pooling;
import dev.gioconda.settings.TomlSettings;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.util.List;

/**
 * All settings of the training of a fast style: the losses, as in a {@link StyleRecipe}, and the training. The components are the keys of
 * the TOML preset.
 *
 * @param backbone network of the losses, as in a {@link StyleRecipe}
 * @param weights of the backbone
 * @param pooling of a VGG
 * @param border padding of the image for the first layer of the backbone
 * @param precision {@code auto}, {@code float32} or {@code bfloat16}
 * @param content the content loss
 * @param style the style loss; the long side of the style image is {@code scale} times {@link FastTrainingSettings#CONTENT_SIDE}
 * @param smoothness the total variation term
 * @param learning settings of the training
 */
public record FastRecipe(
        String backbone,
        String weights,
        Pooling pooling,
        Border border,
        String precision,
        StyleRecipe.ContentSettings content,
        StyleRecipe.StyleSettings style,
        StyleRecipe.SmoothnessSettings smoothness,
        FastTrainingSettings learning) {

    private static final String DEFAULT_PRESET = "fast";

    /**
     * Training by Adam (Kingma and Ba 2015) with cosine decay of the learning rate to 0.
     *
     * @param steps of the optimizer
     * @param batch crops per step
     * @param side of the crops, in pixels
     * @param lastSide of the crops in the last steps, for details that small crops lack
     * @param lastShare fraction of steps with {@code lastSide}
     * @param rate initial learning rate
     * @param seed of weights and crops
     */
    public record FastTrainingSettings(
            int steps, int batch, int side, int lastSide, double lastShare, double rate, long seed) {

        /** Long side of the content images from which crops are taken, in pixels. */
        public static final int CONTENT_SIDE = 256;

        /** Smallest random scale of a crop. */
        static final double MIN_CROP_SCALE = 0.75;

        /** Largest random scale of a crop. */
        static final double MAX_CROP_SCALE = 1.25;

        /** Long side from which a larger content image adds no detail, in pixels, since crops are scaled by at least {@link #MIN_CROP_SCALE}. */
        public static final int MAX_CONTENT_SIDE = (int) Math.ceil(CONTENT_SIDE / MIN_CROP_SCALE);

        /** Validates. */
        public FastTrainingSettings {
            if (steps < 1
                    || batch < 1
                    || side < 64
                    || lastSide < 64
                    || side > CONTENT_SIDE
                    || lastSide > CONTENT_SIDE) {
                throw new IllegalArgumentException(
                        "learning.steps is %d, batch %d, side %d, last-side %d; expected 1 or more of each, and sides of 64 to %d."
                                .formatted(steps, batch, side, lastSide, CONTENT_SIDE));
            }
            if (!(lastShare >= 0 && lastShare <= 1) || !(rate > 0 && rate < 1)) {
                throw new IllegalArgumentException(
                        "learning.last-share is %s and rate %s; expected a share in [0, 1] and a rate between 0 and 1."
                                .formatted(lastShare, rate));
            }
        }

        /** Side of the crops at a step, counted from 0. */
        int sideAt(int step) {
            return step >= Math.round(steps * (1 - lastShare)) ? lastSide : side;
        }

        /** Learning rate at a step, counted from 0. */
        double rateAt(int step) {
            return rate * 0.5 * (1 + Math.cos(Math.PI * step / steps));
        }
    }

    /**
     * Reads the built-in recipe or a file.
     *
     * @param preset {@code fast}, or the path of a {@code .toml} file
     * @param changes such as {@code learning.steps=100}, in order
     * @throws IllegalArgumentException with the key and what is wrong with its value
     */
    public static FastRecipe read(String preset, List<String> changes) throws IOException {
        return TomlSettings.read(FastRecipe.class, List.of(DEFAULT_PRESET), preset)
                .with(changes)
                .bind(FastRecipe.class);
    }

    /** The recipe as TOML that {@link #read} reads. */
    public String toToml() {
        return TomlSettings.of(this, "recipe").toToml();
    }

    /** The recipe of the losses and their network. */
    StyleRecipe styleRecipe() throws IOException {
        return StyleRecipes.read("balanced", List.of())
                .withNetwork(backbone, weights, pooling)
                .withBorder(border)
                .withPrecision(precision)
                .withContent(content)
                .withStyle(style)
                .withSmoothness(smoothness);
    }
}
