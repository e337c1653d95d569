package dev.gioconda.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.canvas.ColorMode;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.style.recipe.TunedPresetRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a style job.
 *
 * @param preset a recipe's name, one of {@link #PRESETS}
 * @param size the long side of the result, in pixels
 * @param strength factor of the preset's style weight, 0.1 to 10
 * @param styleScale factor of the style image's size, 0.25 to 4; below 1 for smaller brush strokes
 * @param colors {@code style}, {@code luminance} or {@code linear}
 * @param iterations of all sizes together; 0 for the preset's number
 * @param seed of the random noise
 * @param embedSettings whether the settings are written into the PNG file
 * @param emphasis factor of the weight of the preset's finest style layer and divisor of that of its coarsest, 0.25 to 4; null for 1
 * @param tuned the changes of the preset by user ratings; null for none
 */
public record JobSpec(
        String preset,
        int size,
        double strength,
        @JsonProperty("detail") double styleScale,
        @JsonProperty("colours") String colors,
        int iterations,
        long seed,
        @JsonProperty("settings") boolean embedSettings,
        @Nullable Double emphasis,
        @Nullable TunedPresetRef tuned) {

    /** The presets that a request may name; those of the study are excluded, as they take hours. */
    public static final List<String> PRESETS = List.of("quick", "balanced", "fine", "portrait");

    /** The preset of a request that names none. */
    public static final String DEFAULT_PRESET = "quick";

    private static final List<String> COLOR_MODES = List.of("style", "luminance", "linear");
    private static final int MAX_ITERATIONS = 2000;

    /** Validates the ranges. */
    public JobSpec {
        require(PRESETS.contains(preset), "The preset", preset, "one of " + PRESETS);
        require(
                size >= StyleTask.MIN_SIDE && size <= StyleTask.MAX_SIDE,
                "The size",
                size,
                StyleTask.MIN_SIDE + " to " + StyleTask.MAX_SIDE + " pixels");
        require(strength >= 0.1 && strength <= 10, "The strength", strength, "0.1 to 10");
        require(styleScale >= 0.25 && styleScale <= 4, "The styleScale", styleScale, "0.25 to 4");
        require(
                emphasis == null || (emphasis >= 0.25 && emphasis <= 4),
                "The emphasis",
                String.valueOf(emphasis),
                "0.25 to 4");
        require(COLOR_MODES.contains(colors), "The colours", colors, "one of " + COLOR_MODES);
        require(
                iterations >= 0 && iterations <= MAX_ITERATIONS,
                "The number of iterations",
                iterations,
                "0 to " + MAX_ITERATIONS);
    }

    /** The settings as requested, without tuning: only requests that name no preset are tuned. */
    JobSpec asRequested() {
        return tuned == null
                ? this
                : new JobSpec(
                        DEFAULT_PRESET,
                        size,
                        strength,
                        styleScale,
                        colors,
                        iterations,
                        seed,
                        embedSettings,
                        emphasis,
                        null);
    }

    /** The recipe of the preset with these settings applied. */
    public StyleRecipe recipe() throws IOException {
        StyleRecipe base = StyleRecipes.read(preset, tuned == null ? List.of() : tuned.changes());
        StyleRecipe.StyleSettings style = base.style()
                .withWeight(strength * base.style().weight())
                .withScale(styleScale * base.style().scale());
        if (emphasis != null) {
            style = style.withLayers(style.layers(), emphasized(style.weights(), emphasis));
        }
        StyleRecipe recipe = base.withStyle(style).withColorMode(ColorMode.valueOf(colors.toUpperCase(Locale.ROOT)));
        return iterations > 0 ? recipe.withIterations(iterations) : recipe;
    }

    /** Each weight times {@code emphasis^p}, where p falls linearly from 1 at the finest layer to -1 at the coarsest. */
    private static List<Double> emphasized(List<Double> weights, double emphasis) {
        List<Double> changed = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            double power = 1 - 2.0 * i / Math.max(1, weights.size() - 1);
            changed.add(weights.get(i) * Math.pow(emphasis, power));
        }
        return changed;
    }

    private static void require(boolean valid, String field, Object received, String expected) {
        if (!valid) {
            throw new IllegalArgumentException("%s is %s; expected %s.".formatted(field, received, expected));
        }
    }
}
