package dev.gioconda.style;

import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
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
 * A recipe with its network in memory, ready for {@link #transfer}.
 *
 * @param recipe with the precision that this machine uses
 * @param backbone name of the network
 * @param weights name of its weights
 * @param weightFile the file of the weights; null for weights that are part of the program or random
 * @param extractor the network
 */
public record LoadedRecipe(
        StyleRecipe recipe,
        String backbone,
        String weights,
        @Nullable Path weightFile,
        FeatureExtractor extractor) {

    /** Prefix of a recipe's backbone that names a trained model. */
    private static final String MODEL_PREFIX = "model:";

    /** The network that paints best where there are no official weights of a VGG. */
    private static final String SUBSTITUTE = "squeezenet1_1";

    /** Finds a trained model. */
    @FunctionalInterface
    public interface ModelLookup {
        /** The folder of the model version that a reference names. */
        Path find(String reference) throws IOException;
    }

    /**
     * Loads the network of a recipe that uses a backbone, not a trained model.
     *
     * @param seed of random weights
     * @throws IllegalArgumentException when the network does not exist, lacks a layer of the recipe or is a trained model
     */
    public static LoadedRecipe load(StyleRecipe requested, long seed) throws IOException {
        return load(requested, seed, reference -> {
            throw new IllegalArgumentException(
                    "The recipe's backbone is model:%s; trained models are not available here. Choose a backbone such as vgg19."
                            .formatted(reference));
        });
    }

    /**
     * Loads the network of a recipe.
     *
     * @param seed of random weights
     * @param models where the model of a backbone {@code model:NAME} is looked up
     * @throws UnknownLayerException when the network lacks a layer of the recipe
     * @throws IllegalArgumentException when the network does not exist
     */
    public static LoadedRecipe load(StyleRecipe requested, long seed, ModelLookup models) throws IOException {
        StyleRecipe recipe = StyleRecipes.withResolvedPrecision(requested);
        LoadedRecipe loaded =
                recipe.backbone().startsWith(MODEL_PREFIX) ? ofModel(recipe, models) : ofBackbone(recipe, seed);
        loaded.checkLayers();
        return loaded;
    }

    private static LoadedRecipe ofBackbone(StyleRecipe requested, long seed) throws IOException {
        Pretrained pretrained = find(requested, OfficialWeights.forCurrentUser());
        StyleRecipe named = pretrained.spec().network().equals(SUBSTITUTE)
                ? requested.withNetwork(SUBSTITUTE, requested.weights(), requested.pooling())
                : requested; // the stored recipe names the network whose layers it names
        StyleRecipe recipe = LayerEquivalents.inNetwork(named, pretrained.spec().network());
        return new LoadedRecipe(
                recipe,
                pretrained.spec().toString(),
                pretrained.label(),
                pretrained.hasFile() ? Path.of(pretrained.source()) : null,
                FeatureExtractors.of(pretrained, recipe, seed));
    }

    /**
     * The weights of a recipe. Where those of a VGG are missing, SqueezeNet takes their place, if its file is on this machine, else the backbone
     * for style transfer that is part of the program.
     */
    private static Pretrained find(StyleRecipe recipe, OfficialWeights official) throws IOException {
        Pretrained pretrained = Pretrained.find(recipe.backbone(), recipe.weights(), official);
        boolean missing = pretrained.source().equals(Pretrained.EMBEDDED)
                && recipe.weights().equals(Pretrained.AUTO)
                && !recipe.backbone().equals(Pretrained.EMBEDDED);
        if (!missing) {
            return pretrained;
        }
        return official.find(SUBSTITUTE).isPresent()
                ? Pretrained.find(SUBSTITUTE, Pretrained.AUTO, official)
                : Pretrained.painting();
    }

    private static LoadedRecipe ofModel(StyleRecipe recipe, ModelLookup models) throws IOException {
        Path version = models.find(recipe.backbone().substring(MODEL_PREFIX.length()));
        Manifest manifest = ModelFiles.manifest(version);
        FeatureExtractor extractor = FeatureExtractors.ofModel(version, recipe);
        return new LoadedRecipe(
                recipe, manifest.architecture(), manifest.id(), version.resolve(ModelFiles.WEIGHTS), extractor);
    }

    private void checkLayers() {
        List<String> layers = new ArrayList<>(recipe.content().layers());
        layers.addAll(recipe.style().layers());
        for (String layer : layers) {
            try {
                extractor.network().indexOf(layer);
            } catch (IllegalArgumentException unknown) {
                throw new UnknownLayerException(unknown);
            }
        }
    }

    /** The style transfer with this recipe and network. */
    public StyleTransfer transfer() {
        return new StyleTransfer(recipe, extractor);
    }

    /** The recipe as TOML. */
    public String toml() {
        return StyleRecipes.toToml(recipe);
    }

    /** SHA-256 of the weight file in hexadecimal; null without a file. */
    @Nullable
    public String weightsSha256() throws IOException {
        return weightFile == null ? null : Checksum.sha256(weightFile).hex();
    }

    /** Network and weights in words, such as {@code vgg19, embedded weights}. */
    public String label() {
        return "%s, %s weights".formatted(backbone, weights);
    }
}
