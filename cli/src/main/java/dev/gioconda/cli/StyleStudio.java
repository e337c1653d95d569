package dev.gioconda.cli;

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
 * @param found the network and where its weights come from
 * @param net ready to look
 */
record StyleStudio(StyleRecipe recipe, Pretrained found, FeatureNet net) {

    /** Finds the network, and says so where it is not the one that was named. */
    static StyleStudio open(StyleRecipe asked, long seed, PrintWriter err) throws IOException {
        StyleRecipe recipe = UsageException.unlessGood(() -> StyleRecipes.resolved(asked));
        Pretrained found = UsageException.unlessGood(
                () -> Pretrained.find(recipe.backbone(), recipe.weights(), OfficialWeights.ofThisUser()));
        if (!found.label().equals(recipe.backbone())) {
            err.printf("Network: %s, %s weights%n", found.spec(), found.label());
            err.flush();
        }
        StyleStudio studio = new StyleStudio(recipe, found, FeatureNet.of(found, recipe, seed));
        UsageException.unlessGood(studio::checkLayers);
        return studio;
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
        return found.source().equals(Pretrained.EMBEDDED) || found.source().equals(Pretrained.RANDOM)
                ? null
                : Checksum.sha256(Path.of(found.source())).hex();
    }

    /** The network in words. */
    String label() {
        return "%s, %s weights".formatted(found.spec(), found.label());
    }
}
