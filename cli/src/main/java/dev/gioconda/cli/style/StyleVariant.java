package dev.gioconda.cli.style;

import dev.gioconda.style.recipe.StyleRecipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine;

/**
 * A variant of a style transfer on a contact sheet.
 *
 * @param caption a few words
 * @param arguments of {@code gioconda style}, without images and output
 */
record StyleVariant(String caption, List<String> arguments) {

    /** The number of layers in the finer half of the style layers. */
    private static int half(int layers) {
        return (layers + 1) / 2;
    }

    /** The preset, and variants of it in strength, stroke scale, colors, layers and preservation of faces. */
    static List<StyleVariant> of(String preset, List<String> common) throws IOException {
        List<String> base = new ArrayList<>(List.of("--preset", preset));
        base.addAll(common);
        StyleRecipe recipe = new StyleVariant(preset, base).recipe();
        List<String> layers = recipe.style().layers();
        int half = half(layers.size());
        List<String> upperLayers = layers.subList(0, half);
        List<String> lowerLayers = layers.subList(layers.size() - half, layers.size());
        List<StyleVariant> variants = new ArrayList<>(List.of(
                new StyleVariant(preset, base),
                variant("strength 0.4", base, "--strength", "0.4"),
                variant("strength 3", base, "--strength", "3"),
                variant("finer strokes", base, "--style-scale", "0.5"),
                variant("broader strokes", base, "--style-scale", "2"),
                variant("content luminance", base, "--colors", "luminance"),
                variant("content colors", base, "--colors", "linear"),
                variant("upper layers", base, "--set", layersSetting(upperLayers), "--set", weightsSetting(half)),
                variant("lower layers", base, "--set", layersSetting(lowerLayers), "--set", weightsSetting(half))));
        if (!preset.equals("portrait")) {
            List<String> portrait = new ArrayList<>(List.of("--preset", "portrait"));
            portrait.addAll(common);
            variants.add(new StyleVariant("portrait", portrait));
        }
        return variants;
    }

    /** The recipe of these arguments. */
    StyleRecipe recipe(String... more) throws IOException {
        List<String> allArguments = new ArrayList<>(arguments);
        allArguments.addAll(List.of(more));
        StyleOptions options = CommandLine.populateCommand(new StyleOptions(), allArguments.toArray(String[]::new));
        return options.resolve(null, List::of).recipe();
    }

    private static StyleVariant variant(String caption, List<String> base, String... more) {
        List<String> allArguments = new ArrayList<>(base);
        allArguments.addAll(List.of(more));
        return new StyleVariant(caption, allArguments);
    }

    private static String layersSetting(List<String> layers) {
        return "style.layers=[\"%s\"]".formatted(String.join("\",\"", layers));
    }

    private static String weightsSetting(int count) {
        return "style.weights=[%s]".formatted(String.join(",", Collections.nCopies(count, "1.0")));
    }
}
