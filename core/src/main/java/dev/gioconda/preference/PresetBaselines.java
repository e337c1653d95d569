package dev.gioconda.preference;

import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shipped comparable presets, to which the settings of rated images are relative.
 *
 * @param recipes by name
 */
record PresetBaselines(Map<String, StyleRecipe> recipes) {

    static PresetBaselines read() throws IOException {
        Map<String, StyleRecipe> recipes = new LinkedHashMap<>();
        for (String preset : RatedSettings.COMPARABLE_PRESETS) {
            recipes.put(preset, StyleRecipes.read(preset, List.of()));
        }
        return new PresetBaselines(recipes);
    }

    /** The style layers, from fine to broad strokes; the same in all presets. */
    List<String> layers() {
        return recipe("balanced").style().layers();
    }

    /** Why an image is not comparable, in a few words; empty when it is. */
    String exclusionReason(RatedSettings settings) {
        double sum = weightSum(settings);
        boolean valid = settings.contentWeight() > 0
                && settings.styleWeight() > 0
                && settings.styleScale() > 0
                && sum > 0
                && settings.size() > 0
                && Double.isFinite(sum + settings.contentWeight() + settings.styleWeight() + settings.styleScale());
        return !recipes.containsKey(settings.preset())
                ? "of other recipes"
                : valid ? "" : "without content or without style";
    }

    /** Settings relative to those of the preset. Requires that there is no {@link #exclusionReason}. */
    RelativeSettings relativeSettings(RatedSettings settings) {
        StyleRecipe recipe = recipe(settings.preset());
        double presetSum = recipe.style().weights().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < layers().size(); i++) {
            double weight = settings.layers().getOrDefault(layers().get(i), 0.0);
            shares.add(weight / weightSum(settings) / (recipe.style().weights().get(i) / presetSum));
        }
        return new RelativeSettings(
                settings.preset(),
                settings.styleWeight()
                        / settings.contentWeight()
                        / (recipe.style().weight() / recipe.content().weight()),
                settings.styleScale() / recipe.style().scale(),
                shares,
                settings.colors(),
                settings.size());
    }

    private static double weightSum(RatedSettings settings) {
        return settings.layers().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private StyleRecipe recipe(String preset) {
        StyleRecipe recipe = recipes.get(preset);
        if (recipe == null) {
            throw new IllegalArgumentException(
                    "The preset is \"%s\"; expected one of %s.".formatted(preset, recipes.keySet()));
        }
        return recipe;
    }
}
