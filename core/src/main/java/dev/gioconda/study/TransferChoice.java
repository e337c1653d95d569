package dev.gioconda.study;

import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.Head;
import dev.gioconda.nn.Network;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.TransferSettings;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A choice of transfer learning; null is as in the recipe.
 *
 * @param backbone such as {@code vgg19}
 * @param head on the backbone: {@code linear}, {@code mlp} or {@code study}
 * @param unfreeze the layers that are trained: the last N, those from a layer on, or {@code all}
 * @param weights of the backbone: a file, {@code auto}, {@code embedded} or {@code random}
 */
public record TransferChoice(
        @Nullable String backbone,
        @Nullable String head,
        @Nullable String unfreeze,
        @Nullable String weights) {

    /** Everything as in the recipe. */
    public static final TransferChoice NONE = new TransferChoice(null, null, null, null);

    /** Whether something differs from the recipe. */
    public boolean isSet() {
        return !equals(NONE);
    }

    /**
     * The recipe with this choice, after looking up the weights.
     *
     * @param notes receives a sentence if there are no official weights and the embedded backbone is used
     * @throws IllegalArgumentException if the choice does not fit the recipe
     */
    public Recipe applyTo(Recipe recipe, Consumer<String> notes) throws IOException {
        int slash = recipe.network().lastIndexOf('/');
        if (backbone == null && slash < 0) {
            if (isSet()) {
                throw new IllegalArgumentException(
                        "A head, unfrozen layers or weights need a backbone; the network %s has none."
                                .formatted(recipe.network()));
            }
            return recipe;
        }
        String backboneName = backbone == null ? recipe.network().substring(0, slash) : backbone;
        String headName =
                head != null ? head : slash < 0 ? "linear" : recipe.network().substring(slash + 1);
        TransferSettings base = recipe.transfer().equals(TransferSettings.NONE)
                ? Recipes.read("transfer", List.of()).transfer()
                : recipe.transfer();
        String weightsSource = weights == null ? base.weights() : weights;
        Pretrained pretrained = Pretrained.find(backboneName, weightsSource, OfficialWeights.forCurrentUser());
        String unfrozen = unfreeze == null ? base.unfreeze() : unfreeze;
        Architecture architecture = Architecture.of(pretrained.spec(), Head.of(headName));
        Network built = architecture.build(recipe.input().rows(), recipe.input().columns(), 1);
        if (built instanceof Backbone builtBackbone) {
            builtBackbone.frozenLayers(unfrozen); // fails before the images are loaded
        }
        if (weightsSource.equals(Pretrained.AUTO)
                && pretrained.source().equals(Pretrained.EMBEDDED)
                && !backboneName.equals(Pretrained.EMBEDDED)) {
            notes.accept("No official weights of %s are in the cache; using the embedded backbone, %s."
                    .formatted(backboneName, pretrained.spec()));
        }
        return recipe.withNetwork(
                architecture.id(),
                pretrained.normalization(),
                new TransferSettings(
                        pretrained.source(), unfrozen, base.rate(), base.progressive(), base.views(), base.cache()));
    }
}
