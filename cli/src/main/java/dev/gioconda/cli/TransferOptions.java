package dev.gioconda.cli;

import dev.gioconda.model.Architecture;
import dev.gioconda.model.Head;
import dev.gioconda.model.Pretrained;
import dev.gioconda.train.FeatureStore;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Transfer;
import dev.gioconda.weights.OfficialWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which pretrained network is taken over, and how much of it learns on. */
final class TransferOptions {

    @Option(
            names = "--backbone",
            description = "A pretrained network to take over: vgg16, vgg19, efficientnet_b0, densenet121, resnet18, resnet50, "
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

    @Option(
            names = "--feature-cache",
            paramLabel = "FOLDER",
            description = "Where the outputs of frozen layers are kept. Default: gioconda/features in the user's cache.")
    private @Nullable Path folder;

    @Option(
            names = "--feature-limit",
            paramLabel = "GIB",
            description = "How much is kept there at most. Default: ${DEFAULT-VALUE}.",
            defaultValue = "8")
    private double limit = 8;

    /** The recipe that is meant where none is named. */
    String recipe() {
        if (backbone == null) {
            return "compact";
        }
        return "study".equals(head) ? "study-vgg19" : "transfer";
    }

    FeatureStore store() {
        FeatureStore usual = FeatureStore.ofThisUser();
        return new FeatureStore(folder == null ? usual.folder() : folder, (long) (limit * (1L << 30)));
    }

    /** The recipe with the backbone that was asked for and the weights that were found. */
    Recipe apply(Recipe recipe, PrintWriter err) throws IOException {
        int slash = recipe.network().lastIndexOf('/');
        if (backbone == null && slash < 0) {
            if (head != null || unfreeze != null || weights != null) {
                throw new UsageException("--head, --unfreeze and --weights need a --backbone; %s has none."
                        .formatted(recipe.network()));
            }
            return recipe;
        }
        String asked = backbone == null ? recipe.network().substring(0, slash) : backbone;
        String onTop = head != null ? head : slash < 0 ? "linear" : recipe.network().substring(slash + 1);
        Transfer old = recipe.transfer();
        Pretrained found =
                Pretrained.find(asked, weights == null ? old.weights() : weights, OfficialWeights.ofThisUser());
        if (found.source().equals(Pretrained.EMBEDDED) && !asked.equals(Pretrained.EMBEDDED)) {
            err.printf(
                    "No official weights of %s are here (see ./gioconda weights list): Gioconda's own backbone is taken, %s.%n",
                    asked, found.spec());
        }
        return recipe.with(
                Architecture.of(found.spec(), Head.of(onTop)).id(),
                found.normalisation(),
                new Transfer(
                        found.source(),
                        unfreeze == null ? old.unfreeze() : unfreeze,
                        old.rate(),
                        old.progressive(),
                        old.views(),
                        old.cache()));
    }
}
