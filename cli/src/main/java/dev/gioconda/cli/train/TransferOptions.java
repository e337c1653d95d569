package dev.gioconda.cli.train;

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
import picocli.CommandLine.Option;

/** Which pretrained network is taken over, and how much of it learns on. */
public final class TransferOptions {

    @Option(
            names = "--backbone",
            description =
                    "A pretrained network to take over: vgg16, vgg19, efficientnet_b0, densenet121, resnet18, resnet50, "
                            + "mobilenet_v2, squeezenet1_1, or embedded, which is Gioconda's own. Options after a colon: "
                            + "vgg19:width=0.5,pooling=average.")
    private @Nullable String backbone;

    @Option(names = "--head", description = "What is put on the backbone: linear, mlp or study. Default: linear.")
    private @Nullable String head;

    @Option(
            names = "--unfreeze",
            paramLabel = "N|LAYER|all",
            description = "How many of the backbone's last layers learn, or the name of the first that does.")
    private @Nullable String unfreeze;

    @Option(
            names = "--weights",
            paramLabel = "FILE|auto|embedded|random",
            description = "The backbone's weights. Default: the official ones if they are here, else Gioconda's own.")
    private @Nullable String weights;

    /** The recipe that is meant where none is named. */
    String defaultRecipe() {
        if (backbone == null) {
            return "compact";
        }
        return "study".equals(head) ? "study-vgg19" : "transfer";
    }

    /** Whether anything was chosen. */
    boolean isSet() {
        return backbone != null || head != null || unfreeze != null || weights != null;
    }

    /** The recipe with the backbone that was asked for and the weights that were found. */
    public Recipe apply(Recipe recipe, PrintWriter err) throws IOException {
        int slash = recipe.network().lastIndexOf('/');
        if (backbone == null && slash < 0) {
            if (isSet()) {
                throw new UsageException(
                        "--head, --unfreeze and --weights need a --backbone; %s has none.".formatted(recipe.network()));
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
        Pretrained pretrained = UsageException.asUsageError(
                () -> Pretrained.find(backboneName, weightsSource, OfficialWeights.forCurrentUser()));
        String unfrozen = unfreeze == null ? base.unfreeze() : unfreeze;
        String architecture = UsageException.asUsageError(() -> {
            Architecture composed = Architecture.of(pretrained.spec(), Head.of(headName));
            Network built = composed.build(recipe.input().rows(), recipe.input().columns(), 1);
            if (built instanceof Backbone builtBackbone) {
                builtBackbone.frozenLayers(unfrozen); // what is wrong is told before the pictures are loaded
            }
            return composed.id();
        });
        if (weightsSource.equals(Pretrained.AUTO)
                && pretrained.source().equals(Pretrained.EMBEDDED)
                && !backboneName.equals(Pretrained.EMBEDDED)) {
            err.printf(
                    "No official weights of %s are here (see ./gioconda weights list): Gioconda's own backbone is taken, %s.%n",
                    backboneName, pretrained.spec());
        }
        return recipe.withNetwork(
                architecture,
                pretrained.normalization(),
                new TransferSettings(
                        pretrained.source(), unfrozen, base.rate(), base.progressive(), base.views(), base.cache()));
    }
}
