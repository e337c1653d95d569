package dev.gioconda.style;

import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.ModelLocator;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.weights.fetch.Checksum;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where pictures are painted: a recipe and the network it asks for.
 *
 * @param recipe with the precision of this machine
 * @param backbone the network that looks
 * @param weights its weights, by name
 * @param weightFile where they lie; null where they are part of the program or random
 * @param extractor ready to look
 */
public record LoadedStyle(
        StyleRecipe recipe,
        String backbone,
        String weights,
        @Nullable Path weightFile,
        FeatureExtractor extractor) {

    /** What a recipe's backbone begins with when it is a model that was trained here. */
    private static final String MODEL_PREFIX = "model:";

    /**
     * Finds the network that a recipe asks for.
     *
     * @param seed of random weights
     * @throws IllegalArgumentException when there is no such network, or it has no such layers
     */
    public static LoadedStyle load(StyleRecipe requested, long seed) throws IOException {
        StyleRecipe recipe = StyleRecipes.withResolvedPrecision(requested);
        LoadedStyle style = recipe.backbone().startsWith(MODEL_PREFIX) ? ofModel(recipe) : ofBackbone(recipe, seed);
        style.checkLayers();
        return style;
    }

    private static LoadedStyle ofBackbone(StyleRecipe recipe, long seed) throws IOException {
        Pretrained pretrained = Pretrained.find(recipe.backbone(), recipe.weights(), OfficialWeights.forCurrentUser());
        boolean file = !pretrained.source().equals(Pretrained.EMBEDDED)
                && !pretrained.source().equals(Pretrained.RANDOM);
        return new LoadedStyle(
                recipe,
                pretrained.spec().toString(),
                pretrained.label(),
                file ? Path.of(pretrained.source()) : null,
                FeatureExtractor.of(pretrained, recipe, seed));
    }

    private static LoadedStyle ofModel(StyleRecipe recipe) throws IOException {
        Path version =
                ModelLocator.local(Path.of("models")).find(recipe.backbone().substring(MODEL_PREFIX.length()));
        Manifest manifest = ModelFiles.manifest(version);
        FeatureExtractor extractor = FeatureExtractor.ofModel(version, recipe);
        return new LoadedStyle(
                recipe, manifest.architecture(), manifest.id(), version.resolve(ModelFiles.WEIGHTS), extractor);
    }

    private void checkLayers() {
        List<String> layers = new ArrayList<>(recipe.content().layers());
        layers.addAll(recipe.style().layers());
        for (String layer : layers) {
            try {
                extractor.network().indexOf(layer);
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException(
                        "%s Layers that suit it are found by \"gioconda style layers --suggest --backbone %s\"."
                                .formatted(unknown.getMessage(), recipe.backbone()),
                        unknown);
            }
        }
    }

    /** The painter. */
    public StyleTransfer transfer() {
        return new StyleTransfer(recipe, extractor);
    }

    /** The recipe as TOML. */
    public String toml() {
        return StyleRecipes.toToml(recipe);
    }

    /** The weight file's hash; null where there is none. */
    @Nullable
    public String weightsSha256() throws IOException {
        return weightFile == null ? null : Checksum.sha256(weightFile).hex();
    }

    /** The network in words. */
    public String label() {
        return "%s, %s weights".formatted(backbone, weights);
    }
}
