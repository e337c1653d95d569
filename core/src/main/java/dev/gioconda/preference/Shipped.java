package dev.gioconda.preference;

import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The comparable presets as they are shipped, against which every painting is measured.
 *
 * @param recipes by name
 */
record Shipped(Map<String, StyleRecipe> recipes) {

    static Shipped read() throws IOException {
        Map<String, StyleRecipe> recipes = new LinkedHashMap<>();
        for (String preset : Making.COMPARABLE) {
            recipes.put(preset, StyleRecipes.read(preset, List.of()));
        }
        return new Shipped(recipes);
    }

    /** The style layers, the same in all of them, from fine strokes to broad ones. */
    List<String> layers() {
        return recipe("balanced").style().layers();
    }

    /** Why a painting cannot be compared, in a few words; empty when it can. */
    String objection(Making making) {
        double sum = sum(making);
        boolean whole = making.contentWeight() > 0
                && making.styleWeight() > 0
                && making.styleScale() > 0
                && sum > 0
                && making.size() > 0
                && Double.isFinite(sum + making.contentWeight() + making.styleWeight() + making.styleScale());
        return !recipes.containsKey(making.preset())
                ? "of other recipes"
                : whole ? "" : "without content or without style";
    }

    /** How a painting's settings lie to its preset's; there must be no {@link #objection}. */
    Look look(Making making) {
        StyleRecipe recipe = recipe(making.preset());
        double usual = recipe.style().weights().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < layers().size(); i++) {
            double weight = making.layers().getOrDefault(layers().get(i), 0.0);
            shares.add(weight / sum(making) / (recipe.style().weights().get(i) / usual));
        }
        return new Look(
                making.preset(),
                making.styleWeight()
                        / making.contentWeight()
                        / (recipe.style().weight() / recipe.content().weight()),
                making.styleScale() / recipe.style().scale(),
                shares,
                making.colours(),
                making.size());
    }

    private static double sum(Making making) {
        return making.layers().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private StyleRecipe recipe(String preset) {
        StyleRecipe recipe = recipes.get(preset);
        if (recipe == null) {
            throw new IllegalArgumentException("\"%s\" is none of %s.".formatted(preset, recipes.keySet()));
        }
        return recipe;
    }
}
