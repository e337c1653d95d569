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
 * What made a painting, as far as its stars can tell something about it: the settings that go with a rating.
 *
 * @param preset one of {@link #COMPARABLE_PRESETS}, or {@link #CUSTOM} for a recipe that is no preset with other weights
 * @param tunedVersion the version of the tuned preset that was used; null for none
 * @param styleName what the style picture is called, for people
 * @param styleSha256 of its file or of its pixels as a PNG file, 64 hexadecimal digits
 * @param backbone the network that the recipe names
 * @param contentWeight {@code content.weight}
 * @param styleWeight {@code style.weight}
 * @param styleScale {@code style.scale}
 * @param layers {@code style.weights} by the names of {@code style.layers}
 * @param colors in small letters
 * @param size the long side, in pixels
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

    /** The presets that differ in time and in care for faces alone, so that their weights mean the same. */
    public static final List<String> COMPARABLE_PRESETS = List.of("quick", "balanced", "fine", "portrait");

    /** Every other recipe. */
    public static final String CUSTOM = "own";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** Checks what JSON may lack. */
    public RatedSettings {
        for (Object needed : new Object[] {preset, styleName, styleSha256, backbone, layers, colors}) {
            Objects.requireNonNull(needed);
        }
    }

    /**
     * Of a painting.
     *
     * @param preset the name it was asked for by
     * @param tuned the version of the tuned preset; null for none
     * @param style the style picture's name
     * @param styleSha256 its hash
     * @param size the long side, in pixels
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
                recipe.colours().name().toLowerCase(Locale.ROOT),
                size);
    }

    /** Of a painting that says what it was made of. */
    public static RatedSettings of(Provenance provenance) throws IOException {
        String preset = provenance.preset();
        return of(
                preset == null ? CUSTOM : preset,
                provenance.tunedVersion(),
                StyleRecipes.parse(provenance.recipe(), "the painting's recipe"),
                provenance.styles().stream().map(Provenance.SourceFile::name).collect(Collectors.joining(" and ")),
                styleHash(provenance.styles()),
                provenance.size());
    }

    /** What stands for the style: the hash of its picture, or one of the hashes and weights of several. */
    public static String styleHash(List<Provenance.SourceFile> styles) {
        if (styles.size() == 1) {
            return styles.get(0).sha256();
        }
        String all = styles.stream()
                .map(style -> style.sha256() + "*" + style.weight())
                .collect(Collectors.joining("\n"));
        return Hashes.sha256(all.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a recipe is the preset but for what is recorded here, its network, its sizes and its iterations. */
    private static boolean differsOnlyInWeights(String preset, StyleRecipe recipe) throws IOException {
        if (!COMPARABLE_PRESETS.contains(preset)) {
            return false;
        }
        StyleRecipe shipped = StyleRecipes.read(preset, List.of());
        return shipped.style().layers().containsAll(recipe.style().layers())
                && new StyleRecipe(
                                recipe.backbone(),
                                recipe.weights(),
                                shipped.pooling(),
                                shipped.border(),
                                shipped.range(),
                                recipe.precision(),
                                shipped.initialisation(),
                                recipe.colours(),
                                new StyleRecipe.ContentSettings(
                                        shipped.content().layers(),
                                        shipped.content().loss(),
                                        recipe.content().weight()),
                                new StyleRecipe.StyleSettings(
                                        recipe.style().layers(),
                                        recipe.style().weights(),
                                        shipped.style().loss(),
                                        recipe.style().weight(),
                                        shipped.style().normalise(),
                                        recipe.style().scale()),
                                shipped.smoothness(),
                                recipe.pyramid(),
                                shipped.optimiser(),
                                shipped.face())
                        .equals(recipe);
    }

    /** As the settings of a rating. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JacksonException impossible) {
            throw new UncheckedIOException("The settings could not be written as JSON.", impossible);
        }
    }

    /** What a rating's settings say; empty when they do not say all of it, as those of strangers may. */
    public static Optional<RatedSettings> parse(String settings) {
        try {
            return Optional.of(JSON.readValue(settings, RatedSettings.class));
        } catch (JacksonException | NullPointerException partial) { // settings are free: nothing is wrong with it
            return Optional.empty();
        }
    }
}
