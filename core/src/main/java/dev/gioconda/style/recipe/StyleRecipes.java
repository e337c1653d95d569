package dev.gioconda.style.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.settings.TomlSettings;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Reads style recipes from TOML: a preset by name or a file by path, then {@code key=value} changes. */
public final class StyleRecipes {

    /** The presets' names. */
    public static final List<String> PRESETS = List.of(
            "quick",
            "balanced",
            "fine",
            "portrait",
            "study-vgg16",
            "study-vgg19",
            "study-face",
            "gatys",
            "neural-style",
            "crowsonkb");

    private static final String OPTIMIZER = "optimiser"; // the key in TOML
    private static final String SHIFT = "shift";

    private StyleRecipes() {}

    /**
     * Reads a recipe.
     *
     * @param preset one of {@link #PRESETS}, or the path of a {@code .toml} file
     * @param changes such as {@code style.weight=2}, in order
     * @throws IllegalArgumentException with the key and what is wrong with its value
     */
    public static StyleRecipe read(String preset, List<String> changes) throws IOException {
        return bind(TomlSettings.read(StyleRecipes.class, PRESETS, preset), changes);
    }

    /** The recipe with changes that a user typed, such as {@code style.weight=2}, in order. */
    public static StyleRecipe withChanges(StyleRecipe recipe, List<String> changes) throws IOException {
        return bind(TomlSettings.of(recipe, "recipe"), changes);
    }

    /** The recipe with the precision that {@code auto} selects on this machine. */
    public static StyleRecipe withResolvedPrecision(StyleRecipe recipe) {
        return recipe.withPrecision(Precision.parse(recipe.precision()).name().toLowerCase(Locale.ROOT));
    }

    /** Parses a recipe from TOML. */
    public static StyleRecipe parse(String toml, String origin) throws IOException {
        return bind(TomlSettings.parse(toml, origin), List.of());
    }

    /** Recipes of earlier versions have no shift. */
    private static StyleRecipe bind(TomlSettings settings, List<String> changes) throws IOException {
        if (settings.tree().get(OPTIMIZER) instanceof ObjectNode optimizer && !optimizer.has(SHIFT)) {
            optimizer.put(SHIFT, 0);
        }
        return settings.with(changes).bind(StyleRecipe.class);
    }

    /** The recipe as TOML that {@link #parse} reads back. */
    public static String toToml(StyleRecipe recipe) {
        TomlSettings settings = TomlSettings.of(recipe, "recipe");
        if (recipe.optimizer().shift() == 0 && settings.tree().get(OPTIMIZER) instanceof ObjectNode optimizer) {
            optimizer.remove(SHIFT); // equal as text to the recipes of earlier versions
        }
        return settings.toToml();
    }
}
