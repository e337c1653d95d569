package dev.gioconda.style;

import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.ModelShelf;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.features.FeatureNet;
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
 * @param net ready to look
 */
public record Studio(
        StyleRecipe recipe,
        String backbone,
        String weights,
        @Nullable Path weightFile,
        FeatureNet net) {

    /** What a recipe's backbone begins with when it is a model that was trained here. */
    private static final String MODEL = "model:";

    /**
     * Finds the network that a recipe asks for.
     *
     * @param seed of random weights
     * @throws IllegalArgumentException when there is no such network, or it has no such layers
     */
    public static Studio open(StyleRecipe asked, long seed) throws IOException {
        StyleRecipe recipe = StyleRecipes.resolved(asked);
        Studio studio = recipe.backbone().startsWith(MODEL) ? ofModel(recipe) : ofBackbone(recipe, seed);
        studio.checkLayers();
        return studio;
    }

    private static Studio ofBackbone(StyleRecipe recipe, long seed) throws IOException {
        Pretrained found = Pretrained.find(recipe.backbone(), recipe.weights(), OfficialWeights.ofThisUser());
        boolean file =
                !found.source().equals(Pretrained.EMBEDDED) && !found.source().equals(Pretrained.RANDOM);
        return new Studio(
                recipe,
                found.spec().toString(),
                found.label(),
                file ? Path.of(found.source()) : null,
                FeatureNet.of(found, recipe, seed));
    }

    private static Studio ofModel(StyleRecipe recipe) throws IOException {
        Path version = new ModelShelf(Path.of("models")).find(recipe.backbone().substring(MODEL.length()));
        Manifest manifest = ModelFiles.manifest(version);
        FeatureNet net = FeatureNet.ofModel(version, recipe);
        return new Studio(recipe, manifest.architecture(), manifest.id(), version.resolve(ModelFiles.WEIGHTS), net);
    }

    private void checkLayers() {
        List<String> named = new ArrayList<>(recipe.content().layers());
        named.addAll(recipe.style().layers());
        for (String layer : named) {
            try {
                net.network().indexOf(layer);
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
        return new StyleTransfer(recipe, net);
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
