package dev.gioconda.preference;

import dev.gioconda.style.recipe.StyleRecipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is changed of the shipped presets.
 *
 * @param reference the shipped default that most ratings are of, {@code quick} or {@code balanced}
 * @param preset what takes its place; null for nothing
 * @param strength what the style's weight is multiplied by, 1 for nothing
 * @param brush what the style's scale is multiplied by, 1 for nothing
 * @param layers what layers' weights are multiplied by; a layer that is not named keeps its weight
 */
public record Choice(
        String reference, @Nullable String preset, double strength, double brush, Map<String, Double> layers) {

    /** Copies, in the given order. */
    public Choice {
        layers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    }

    static Choice shipped(String reference) {
        return new Choice(reference, null, 1, 1, Map.of());
    }

    /** Whether nothing is changed. */
    public boolean asShipped() {
        return equals(shipped(reference));
    }

    /** The preset to take where nobody names one. */
    public String preset(String usual) {
        return preset != null && usual.equals(reference) ? preset : usual;
    }

    /** The weights as changes of a recipe, such as {@code style.weight=1.4}; a layer that it has not is passed over. */
    public List<String> changes(StyleRecipe recipe) {
        List<String> changes = new ArrayList<>();
        if (strength != 1) {
            changes.add("style.weight=" + strength * recipe.style().weight());
        }
        if (brush != 1) {
            changes.add("style.scale="
                    + Math.max(0.1, Math.min(8, brush * recipe.style().scale())));
        }
        if (recipe.style().layers().stream().anyMatch(layers::containsKey)) {
            List<Double> weights = new ArrayList<>();
            for (int i = 0; i < recipe.style().layers().size(); i++) {
                weights.add(layers.getOrDefault(recipe.style().layers().get(i), 1.0)
                        * recipe.style().weights().get(i));
            }
            changes.add("style.weights=" + weights);
        }
        return changes;
    }

    /** Such a painting. */
    Look look(List<String> layerNames) {
        Look look = Look.shipped(preset == null ? reference : preset, layerNames.size())
                .withStrength(strength)
                .withBrush(brush);
        for (int i = 0; i < layerNames.size(); i++) {
            look = look.withLayer(i, layers.getOrDefault(layerNames.get(i), 1.0));
        }
        return look;
    }

    /** In a few words, {@code strength x 2, block1_conv1 x 0.5}. */
    public String words() {
        List<String> words = new ArrayList<>();
        if (preset != null) {
            words.add("preset %s for %s".formatted(preset, reference));
        }
        factor(words, "strength", strength);
        factor(words, "brush", brush);
        layers.forEach((layer, factor) -> factor(words, layer, factor));
        return words.isEmpty() ? "as shipped" : String.join(", ", words);
    }

    private static void factor(List<String> words, String what, double factor) {
        if (factor != 1) {
            words.add(String.format(Locale.ROOT, "%s x %.3g", what, factor));
        }
    }

    /**
     * What is changed for one style picture.
     *
     * @param style its hash
     * @param name what it is called
     * @param choice all that is changed, with what is changed for every style
     */
    public record OfStyle(String style, String name, Choice choice) {}
}
