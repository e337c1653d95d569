package dev.gioconda.preference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.store.Sha256;
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
 * @param preset one of {@link #COMPARABLE}, or {@link #OWN} for a recipe that is no preset with other weights
 * @param tuned the version of the tuned preset that was used; null for none
 * @param style what the style picture is called, for people
 * @param styleSha256 of its file or of its pixels as a PNG file, 64 hexadecimal digits
 * @param backbone the network that the recipe names
 * @param contentWeight {@code content.weight}
 * @param styleWeight {@code style.weight}
 * @param styleScale {@code style.scale}
 * @param layers {@code style.weights} by the names of {@code style.layers}
 * @param colours in small letters
 * @param size the long side, in pixels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Making(
        String preset,
        @Nullable Integer tuned,
        String style,
        String styleSha256,
        String backbone,
        double contentWeight,
        double styleWeight,
        double styleScale,
        Map<String, Double> layers,
        String colours,
        int size) {

    /** The presets that differ in time and in care for faces alone, so that their weights mean the same. */
    public static final List<String> COMPARABLE = List.of("quick", "balanced", "fine", "portrait");

    /** Every other recipe. */
    public static final String OWN = "own";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** Checks what JSON may lack. */
    public Making {
        for (Object needed : new Object[] {preset, style, styleSha256, backbone, layers, colours}) {
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
    public static Making of(
            String preset, @Nullable Integer tuned, StyleRecipe recipe, String style, String styleSha256, int size)
            throws IOException {
        Map<String, Double> layers = new LinkedHashMap<>();
        for (int i = 0; i < recipe.style().layers().size(); i++) {
            layers.put(recipe.style().layers().get(i), recipe.style().weights().get(i));
        }
        return new Making(
                isWeighted(preset, recipe) ? preset : OWN,
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
    public static Making of(Provenance painting) throws IOException {
        String preset = painting.preset();
        return of(
                preset == null ? OWN : preset,
                painting.tuned(),
                StyleRecipes.parse(painting.recipe(), "the painting's recipe"),
                painting.styles().stream().map(Provenance.Source::name).collect(Collectors.joining(" and ")),
                hash(painting.styles()),
                painting.size());
    }

    /** What stands for the style: the hash of its picture, or one of the hashes and weights of several. */
    public static String hash(List<Provenance.Source> styles) {
        if (styles.size() == 1) {
            return styles.get(0).sha256();
        }
        String all = styles.stream()
                .map(style -> style.sha256() + "*" + style.weight())
                .collect(Collectors.joining("\n"));
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a recipe is the preset but for what is recorded here, its network, its sizes and its iterations. */
    private static boolean isWeighted(String preset, StyleRecipe recipe) throws IOException {
        if (!COMPARABLE.contains(preset)) {
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
                                new StyleRecipe.Content(
                                        shipped.content().layers(),
                                        shipped.content().loss(),
                                        recipe.content().weight()),
                                new StyleRecipe.Style(
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
    public static Optional<Making> parse(String settings) {
        try {
            return Optional.of(JSON.readValue(settings, Making.class));
        } catch (JacksonException | NullPointerException partial) { // settings are free: nothing is wrong with it
            return Optional.empty();
        }
    }
}
