package dev.gioconda.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
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
public record PresetAdjustment(
        String reference, @Nullable String preset, double strength, double brush, Map<String, Double> layers) {

    /** Copies, in the given order. */
    public PresetAdjustment {
        layers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    }

    static PresetAdjustment unchanged(String reference) {
        return new PresetAdjustment(reference, null, 1, 1, Map.of());
    }

    /** Whether nothing is changed. */
    public boolean hasNoChanges() {
        return equals(unchanged(reference));
    }

    /** The preset to take where nobody names one. */
    public String preset(String defaultPreset) {
        return preset != null && defaultPreset.equals(reference) ? preset : defaultPreset;
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
    RelativeSettings toSettings(List<String> layerNames) {
        RelativeSettings settings = RelativeSettings.baseline(preset == null ? reference : preset, layerNames.size())
                .withStrength(strength)
                .withBrush(brush);
        for (int i = 0; i < layerNames.size(); i++) {
            settings = settings.withLayer(i, layers.getOrDefault(layerNames.get(i), 1.0));
        }
        return settings;
    }

    /** In a few words, {@code strength x 2, block1_conv1 x 0.5}. */
    public String describe() {
        List<String> parts = new ArrayList<>();
        if (preset != null) {
            parts.add("preset %s for %s".formatted(preset, reference));
        }
        appendFactor(parts, "strength", strength);
        appendFactor(parts, "brush", brush);
        layers.forEach((layer, factor) -> appendFactor(parts, layer, factor));
        return parts.isEmpty() ? "as shipped" : String.join(", ", parts);
    }

    private static void appendFactor(List<String> parts, String name, double factor) {
        if (factor != 1) {
            parts.add(String.format(Locale.ROOT, "%s x %.3g", name, factor));
        }
    }

    /**
     * What is changed for one style picture.
     *
     * @param styleHash its hash
     * @param styleName what it is called
     * @param adjustment all that is changed, with what is changed for every style
     */
    public record StyleAdjustment(
            @JsonProperty("style") String styleHash,
            @JsonProperty("name") String styleName,
            @JsonProperty("choice") PresetAdjustment adjustment) {}
}
