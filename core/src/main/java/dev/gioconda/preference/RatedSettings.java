package dev.gioconda.preference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.file.Hashes;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a rated image that can influence its rating; stored with the rating.
 *
 * @param preset one of {@link #COMPARABLE_PRESETS}, or {@link #CUSTOM} for a recipe that differs from its preset in more than weights
 * @param tunedVersion version of the tuned preset that was used; null for none
 * @param styleName display name of the style image
 * @param styleSha256 of its file or of its pixels as a PNG file, 64 hexadecimal digits
 * @param backbone name of the network in the recipe
 * @param contentWeight {@code content.weight}
 * @param styleWeight {@code style.weight}
 * @param styleScale {@code style.scale}
 * @param layers {@code style.weights} by the names of {@code style.layers}
 * @param colors the color mode, in lower case
 * @param size long side, in pixels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RatedSettings(
        String preset,
        @JsonProperty("tuned") @Nullable Integer tunedVersion,
        @JsonProperty("style") String styleName,
        String styleSha256,
        String backbone,
        double contentWeight,
        double styleWeight,
        double styleScale,
        Map<String, Double> layers,
        @JsonProperty("colours") String colors,
        int size) {

    /** The presets that differ only in time and in weights on faces, so that their weights are comparable. */
    public static final List<String> COMPARABLE_PRESETS = List.of("quick", "balanced", "fine", "portrait");

    /** Name of all other recipes. */
    public static final String CUSTOM = "own";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** Rejects fields that are missing in the JSON. */
    public RatedSettings {
        for (Object needed : new Object[] {preset, styleName, styleSha256, backbone, layers, colors}) {
            Objects.requireNonNull(needed);
        }
    }

    /**
     * The settings of an image.
     *
     * @param preset name of the requested preset
     * @param tuned version of the tuned preset; null for none
     * @param style name of the style image
     * @param styleSha256 its hash
     * @param size long side, in pixels
     */
    public static RatedSettings of(
            String preset, @Nullable Integer tuned, StyleRecipe recipe, String style, String styleSha256, int size)
            throws IOException {
        Map<String, Double> layers = new LinkedHashMap<>();
        for (int i = 0; i < recipe.style().layers().size(); i++) {
            layers.put(recipe.style().layers().get(i), recipe.style().weights().get(i));
        }
        return new RatedSettings(
                differsOnlyInWeights(preset, recipe) ? preset : CUSTOM,
                tuned,
                style,
                styleSha256,
                recipe.backbone(),
                recipe.content().weight(),
                recipe.style().weight(),
                recipe.style().scale(),
                layers,
                recipe.colors().name().toLowerCase(Locale.ROOT),
                size);
    }

    /** The settings of an image with provenance. */
    public static RatedSettings of(Provenance provenance) throws IOException {
        String preset = provenance.preset();
        return of(
                preset == null ? CUSTOM : preset,
                provenance.tunedVersion(),
                StyleRecipes.parse(provenance.recipe(), "the recipe of the image"),
                provenance.styles().stream().map(Provenance.SourceFile::name).collect(Collectors.joining(" and ")),
                styleHash(provenance.styles()),
                provenance.size());
    }

    /** Identifies the style: the hash of its image, or one of the hashes and weights of several. */
    public static String styleHash(List<Provenance.SourceFile> styles) {
        if (styles.size() == 1) {
            return styles.get(0).sha256();
        }
        String all = styles.stream()
                .map(style -> style.sha256() + "*" + style.weight())
                .collect(Collectors.joining("\n"));
        return Hashes.sha256(all.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a recipe equals the preset except for the settings recorded here, its network, its scales and its iterations. */
    private static boolean differsOnlyInWeights(String preset, StyleRecipe recipe) throws IOException {
        if (!COMPARABLE_PRESETS.contains(preset)) {
            return false;
        }
        StyleRecipe shipped = StyleRecipes.read(preset, List.of());
        return shipped.style().layers().containsAll(recipe.style().layers())
                && shipped.withNetwork(recipe.backbone(), recipe.weights(), shipped.pooling())
                        .withPrecision(recipe.precision())
                        .withColorMode(recipe.colors())
                        .withContent(
                                shipped.content().withWeight(recipe.content().weight()))
                        .withStyle(shipped.style()
                                .withLayers(
                                        recipe.style().layers(), recipe.style().weights())
                                .withWeight(recipe.style().weight())
                                .withScale(recipe.style().scale()))
                        .withScales(recipe.scales())
                        .withShift(recipe.optimizer().shift()) // images of earlier versions have none
                        .equals(recipe);
    }

    /** Serializes to the settings of a rating. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JacksonException impossible) {
            throw new UncheckedIOException("The settings could not be written as JSON.", impossible);
        }
    }

    /** Parses the settings of a rating; empty when a setting is missing, which clients of the API are free to do. */
    public static Optional<RatedSettings> parse(String settings) {
        try {
            return Optional.of(JSON.readValue(settings, RatedSettings.class));
        } catch (JacksonException
                | NullPointerException partial) { // not an error: the settings of a rating are free text
            return Optional.empty();
        }
    }
}
