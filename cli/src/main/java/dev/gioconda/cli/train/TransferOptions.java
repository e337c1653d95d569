package dev.gioconda.cli.train;

import dev.gioconda.cli.command.BackboneOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.study.TransferChoice;
import dev.gioconda.train.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
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
        return toChoice().isSet();
    }

    /** The recipe with these options, after looking up the weights. */
    Recipe apply(Recipe recipe, PrintWriter err) throws IOException {
        return UsageException.asUsageError(() -> toChoice().applyTo(recipe, err::println));
    }

    private TransferChoice toChoice() {
        return new TransferChoice(backbone.backbone(), head, unfreeze, backbone.weights());
    }
}
