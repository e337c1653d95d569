package dev.gioconda.style;

import dev.gioconda.style.recipe.StyleRecipe;
import java.util.List;
import java.util.Map;

/**
 * The layers of SqueezeNet 1.1 that take the place of a VGG's in a recipe: they have about the same stride and receptive field, and give
 * strokes of about the same size.
 */
final class LayerEquivalents {

    private static final String SQUEEZENET = "squeezenet1_1";

    private static final Map<String, String> SQUEEZENET_LAYERS = Map.ofEntries(
            Map.entry("block1_conv1", "features.1"),
            Map.entry("block1_conv2", "features.1"),
            Map.entry("block2_conv1", "features.3"),
            Map.entry("block2_conv2", "features.3"),
            Map.entry("block3_conv1", "features.4"),
            Map.entry("block3_conv2", "features.4"),
            Map.entry("block3_conv3", "features.4"),
            Map.entry("block3_conv4", "features.6"),
            Map.entry("block4_conv1", "features.7"),
            Map.entry("block4_conv2", "features.7"),
            Map.entry("block4_conv3", "features.7"),
            Map.entry("block4_conv4", "features.9"),
            Map.entry("block5_conv1", "features.11"),
            Map.entry("block5_conv2", "features.11"),
            Map.entry("block5_conv3", "features.12"),
            Map.entry("block5_conv4", "features.12"));

    private LayerEquivalents() {}

    /** The recipe with the layers of a network; names that are not a VGG's stay. */
    static StyleRecipe inNetwork(StyleRecipe recipe, String network) {
        if (!network.equals(SQUEEZENET)) {
            return recipe;
        }
        StyleRecipe.ContentSettings content = recipe.content();
        StyleRecipe.StyleSettings style = recipe.style();
        return recipe.withContent(
                        new StyleRecipe.ContentSettings(replaced(content.layers()), content.loss(), content.weight()))
                .withStyle(style.withLayers(replaced(style.layers()), style.weights()));
    }

    private static List<String> replaced(List<String> layers) {
        return layers.stream()
                .map(layer -> SQUEEZENET_LAYERS.getOrDefault(layer, layer))
                .toList();
    }
}
