package dev.gioconda.style.fast;

import dev.gioconda.nn.Pooling;
import dev.gioconda.settings.TomlSettings;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.util.List;

/**
 * Everything that decides how a fast style is learnt, besides the pictures: what the result is measured by, as in a
 * {@link StyleRecipe}, and how the network learns.
 *
 * @param backbone that looks, as in a {@link StyleRecipe}
 * @param weights of the backbone
 * @param pooling of a VGG
 * @param border what lies around the picture for the backbone's first layer
 * @param precision {@code auto}, {@code float32} or {@code bfloat16}
 * @param content what is kept of the photographs
 * @param style what is taken from the painting, whose long side is {@code scale} times that of {@link FastTrainingSettings#CONTENT_SIDE}
 * @param smoothness how smooth the results are
 * @param learning how the network learns
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
     * The steps of Adam (Kingma and Ba 2015), whose rate falls to 0 by half a cosine.
     *
     * @param steps of the optimiser
     * @param batch regions of photographs a step
     * @param side of the regions, in pixels
     * @param lastSide of the regions at the end, for details that small ones cannot show
     * @param lastShare of the steps that are made with {@code lastSide}
     * @param rate of the first step
     * @param seed of weights and regions
     */
    public record FastTrainingSettings(
            int steps, int batch, int side, int lastSide, double lastShare, double rate, long seed) {

        /** A photograph's long side, in pixels, whose regions are learnt from. */
        public static final int CONTENT_SIDE = 256;

        /** The long side beyond which a photograph has nothing that a region would show, in pixels: regions are cut at 0.75 at least. */
        public static final int MAX_CONTENT_SIDE = (int) Math.ceil(CONTENT_SIDE / 0.75);

        /** Checks. */
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

        /** The side of a step's regions, steps counted from 0. */
        int side(int step) {
            return step >= Math.round(steps * (1 - lastShare)) ? lastSide : side;
        }

        /** A step's rate, steps counted from 0. */
        double rate(int step) {
            return rate * 0.5 * (1 + Math.cos(Math.PI * step / steps));
        }
    }

    /**
     * The recipe that the program brings, or a file's.
     *
     * @param preset {@code fast}, or the path of a {@code .toml} file
     * @param changes such as {@code learning.steps=100}, in order
     * @throws IllegalArgumentException with what is wrong with which key
     */
    public static FastRecipe read(String preset, List<String> changes) throws IOException {
        return TomlSettings.read(FastRecipe.class, List.of(DEFAULT_PRESET), preset)
                .with(changes)
                .bind(FastRecipe.class);
    }

    /** As TOML that {@link #read} reads back. */
    public String toToml() {
        return TomlSettings.of(this, "recipe").toToml();
    }

    /** What the backbone and the losses are in a painting from scratch. */
    StyleRecipe styleRecipe() throws IOException {
        StyleRecipe base = StyleRecipes.read("balanced", List.of());
        return new StyleRecipe(
                backbone,
                weights,
                pooling,
                border,
                base.range(),
                precision,
                base.initialisation(),
                base.colours(),
                content,
                style,
                smoothness,
                base.pyramid(),
                base.optimiser(),
                base.face());
    }
}
