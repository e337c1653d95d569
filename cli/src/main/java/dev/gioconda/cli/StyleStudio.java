package dev.gioconda.cli;

import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.ModelShelf;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.FeatureNet;
import dev.gioconda.style.StyleRecipe;
import dev.gioconda.style.StyleRecipes;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.weights.Checksum;
import dev.gioconda.weights.OfficialWeights;
import java.io.IOException;
import java.io.PrintWriter;
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
record StyleStudio(
        StyleRecipe recipe,
        String backbone,
        String weights,
        @Nullable Path weightFile,
        FeatureNet net) {

    /** What a recipe's backbone begins with when it is a model that was trained here. */
    private static final String MODEL = "model:";

    /** Finds the network, and says so where it is not the one that was named. */
    static StyleStudio open(StyleRecipe asked, long seed, PrintWriter err) throws IOException {
        StyleRecipe recipe = UsageException.unlessGood(() -> StyleRecipes.resolved(asked));
        StyleStudio studio = recipe.backbone().startsWith(MODEL) ? ofModel(recipe) : ofBackbone(recipe, seed);
        if (!studio.weights.equals(recipe.backbone())) {
            err.printf("Network: %s%n", studio.label());
            err.flush();
        }
        UsageException.unlessGood(studio::checkLayers);
        return studio;
    }

    private static StyleStudio ofBackbone(StyleRecipe recipe, long seed) throws IOException {
        Pretrained found = UsageException.unlessGood(
                () -> Pretrained.find(recipe.backbone(), recipe.weights(), OfficialWeights.ofThisUser()));
        boolean file =
                !found.source().equals(Pretrained.EMBEDDED) && !found.source().equals(Pretrained.RANDOM);
        return new StyleStudio(
                recipe,
                found.spec().toString(),
                found.label(),
                file ? Path.of(found.source()) : null,
                FeatureNet.of(found, recipe, seed));
    }

    private static StyleStudio ofModel(StyleRecipe recipe) throws IOException {
        Path version = new ModelShelf(Path.of("models")).find(recipe.backbone().substring(MODEL.length()));
        Manifest manifest = ModelFiles.manifest(version);
        FeatureNet net = UsageException.unlessGood(() -> FeatureNet.ofModel(version, recipe));
        return new StyleStudio(
                recipe, manifest.architecture(), manifest.id(), version.resolve(ModelFiles.WEIGHTS), net);
    }

    private boolean checkLayers() {
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
        return true;
    }

    /** The painter. */
    StyleTransfer transfer() {
        return new StyleTransfer(recipe, net);
    }

    /** The recipe as TOML. */
    String toml() {
        return StyleRecipes.toToml(recipe);
    }

    /** The weight file's hash; null where there is none. */
    @Nullable
    String weightsSha256() throws IOException {
        return weightFile == null ? null : Checksum.sha256(weightFile).hex();
    }

    /** The network in words. */
    String label() {
        return "%s, %s weights".formatted(backbone, weights);
    }
}
