package dev.gioconda.cli.train;

import dev.gioconda.cli.command.BackboneOptions;
import dev.gioconda.cli.command.UsageException;
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
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The pretrained backbone of transfer learning, the head on it, and which of its layers are trained. */
public final class TransferOptions {

    @Mixin
    private BackboneOptions backbone = new BackboneOptions();

    @Option(
            names = "--head",
            paramLabel = "linear|mlp|study",
            description = "The head on the backbone. Default: linear.")
    private @Nullable String head;

    @Option(
            names = "--unfreeze",
            paramLabel = "N|LAYER|all",
            description =
                    "The layers of the backbone that are trained: the last N, those from LAYER on, or all. Default: as in the recipe.")
    private @Nullable String unfreeze;

    /** The default recipe. */
    String defaultRecipe() {
        if (backbone.backbone() == null) {
            return "compact";
        }
        return "study".equals(head) ? "study-vgg19" : "transfer";
    }

    /** Whether one of these options is given. */
    boolean isSet() {
        return backbone.backbone() != null || head != null || unfreeze != null || backbone.weights() != null;
    }

    /** The recipe with these options, after looking up the weights. */
    public Recipe apply(Recipe recipe, PrintWriter err) throws IOException {
        int slash = recipe.network().lastIndexOf('/');
        if (backbone.backbone() == null && slash < 0) {
            if (isSet()) {
                throw new UsageException("--head, --unfreeze and --weights need a --backbone; the network %s has none."
                        .formatted(recipe.network()));
            }
            return recipe;
        }
        String givenBackbone = backbone.backbone();
        String backboneName = givenBackbone == null ? recipe.network().substring(0, slash) : givenBackbone;
        String headName =
                head != null ? head : slash < 0 ? "linear" : recipe.network().substring(slash + 1);
        TransferSettings base = recipe.transfer().equals(TransferSettings.NONE)
                ? Recipes.read("transfer", List.of()).transfer()
                : recipe.transfer();
        String weightsSource = backbone.weightsOr(base.weights());
        Pretrained pretrained = UsageException.asUsageError(
                () -> Pretrained.find(backboneName, weightsSource, OfficialWeights.forCurrentUser()));
        String unfrozen = unfreeze == null ? base.unfreeze() : unfreeze;
        String architecture = UsageException.asUsageError(() -> {
            Architecture composed = Architecture.of(pretrained.spec(), Head.of(headName));
            Network built = composed.build(recipe.input().rows(), recipe.input().columns(), 1);
            if (built instanceof Backbone builtBackbone) {
                builtBackbone.frozenLayers(unfrozen); // fails before the images are loaded
            }
            return composed.id();
        });
        if (weightsSource.equals(Pretrained.AUTO)
                && pretrained.source().equals(Pretrained.EMBEDDED)
                && !backboneName.equals(Pretrained.EMBEDDED)) {
            err.printf(
                    "No official weights of %s are in the cache (see \"gioconda weights\"); using the embedded backbone, %s.%n",
                    backboneName, pretrained.spec());
        }
        return recipe.withNetwork(
                architecture,
                pretrained.normalization(),
                new TransferSettings(
                        pretrained.source(), unfrozen, base.rate(), base.progressive(), base.views(), base.cache()));
    }
}
