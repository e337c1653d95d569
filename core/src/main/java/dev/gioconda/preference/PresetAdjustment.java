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
 * Changes of the shipped presets.
 *
 * @param reference the shipped default with the most ratings, {@code quick} or {@code balanced}
 * @param preset replacement of the reference; null for none
 * @param strength factor of {@code style.weight}; 1 for no change
 * @param styleScale factor of {@code style.scale}; 1 for no change
 * @param layers factors of layer weights by layer name; layers that are not named keep their weights
 */
public record PresetAdjustment(
        String reference,
        @Nullable String preset,
        double strength,
        @JsonProperty(STYLE_SCALE_NAME) double styleScale,
        Map<String, Double> layers) {

    /** Name of the style scale in stored tuned presets and in output; it is older than the Java name and must stay readable. */
    static final String STYLE_SCALE_NAME = "brush";

    /** Copies; keeps the order. */
    public PresetAdjustment {
        layers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    }

    static PresetAdjustment unchanged(String reference) {
        return new PresetAdjustment(reference, null, 1, 1, Map.of());
    }

    /** Whether it changes nothing. */
    public boolean hasNoChanges() {
        return equals(unchanged(reference));
    }

    /** The preset to use when none is named. */
    public String presetOr(String defaultPreset) {
        return preset != null && defaultPreset.equals(reference) ? preset : defaultPreset;
    }

    /**
     * The changed settings of a recipe as text, such as {@code style.weight=1.4}, which is stored with tuned presets and jobs. Layers that
     * the recipe does not have are ignored.
     */
    public List<String> changes(StyleRecipe recipe) {
        List<String> changes = new ArrayList<>();
        if (strength != 1) {
            changes.add("style.weight=" + strength * recipe.style().weight());
        }
        if (styleScale != 1) {
            changes.add("style.scale="
                    + Math.max(
                            StyleRecipe.StyleSettings.MIN_SCALE,
                            Math.min(
                                    StyleRecipe.StyleSettings.MAX_SCALE,
                                    styleScale * recipe.style().scale())));
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

    /** The settings of an image made with it. */
    RelativeSettings toSettings(List<String> layerNames) {
        RelativeSettings settings = RelativeSettings.baseline(preset == null ? reference : preset, layerNames.size())
                .withStrength(strength)
                .withStyleScale(styleScale);
        for (int i = 0; i < layerNames.size(); i++) {
            settings = settings.withLayer(i, layers.getOrDefault(layerNames.get(i), 1.0));
        }
        return settings;
    }

    /** A short description such as {@code strength x 2, block1_conv1 x 0.5}. */
    public String describe() {
        List<String> parts = new ArrayList<>();
        if (preset != null) {
            parts.add("preset %s for %s".formatted(preset, reference));
        }
        appendFactor(parts, "strength", strength);
        appendFactor(parts, STYLE_SCALE_NAME, styleScale);
        layers.forEach((layer, factor) -> appendFactor(parts, layer, factor));
        return parts.isEmpty() ? "as shipped" : String.join(", ", parts);
    }

    private static void appendFactor(List<String> parts, String name, double factor) {
        if (factor != 1) {
            parts.add(String.format(Locale.ROOT, "%s x %.3g", name, factor));
        }
    }

    /**
     * Changes for one style image.
     *
     * @param styleHash its hash
     * @param styleName its name
     * @param adjustment all changes, including those for every style
     */
    public record StyleAdjustment(
            @JsonProperty("style") String styleHash,
            @JsonProperty("name") String styleName,
            @JsonProperty("choice") PresetAdjustment adjustment) {}
}
