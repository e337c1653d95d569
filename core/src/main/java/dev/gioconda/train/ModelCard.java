package dev.gioconda.train;

import dev.gioconda.data.Dataset;
import dev.gioconda.model.Pretrained;
import java.nio.file.Path;
import java.util.Locale;

/** The model card (Mitchell et al. 2019, arXiv 1810.03993) of a trained model version, in Markdown. */
final class ModelCard {

    private ModelCard() {}

    static String of(Recipe recipe, Dataset data, int faces, TrainingState state) {
        EpochRecord kept = CheckpointSelection.kept(state.history());
        return String.format(
                Locale.ROOT,
                """
                # %s

                Classifies faces: "%s", yes or no. A `%s` network of %,d parameters, %s.

                - Data: %s, %,d training faces.
                - Selected on the validation part: epoch %d of %d, accuracy %.4f.
                - Input: %d x %d pixels%s, cropped as `manifest.json` defines.
                - Not for decisions about people: it classifies the expression of a mouth, not a feeling, and its labels
                  are the opinion of the people who labeled the data. Accuracy differs between groups; `gioconda evaluate` shows by how much.

                The recipe is in `manifest.json`; the same recipe, data, machine and threads give the same weights.
                """,
                recipe.network() + " on " + data.name(),
                recipe.target(),
                recipe.network(),
                state.network().parameterCount(),
                origin(recipe),
                data.name(),
                faces,
                kept.epoch(),
                state.history().size(),
                kept.validationAccuracy(),
                recipe.input().columns(),
                recipe.input().rows(),
                recipe.input().grey() ? ", grey" : "");
    }

    private static String origin(Recipe recipe) {
        String weights = recipe.transfer().weights();
        return switch (weights) {
            case Pretrained.RANDOM -> "trained from scratch";
            case Pretrained.EMBEDDED -> "whose backbone is Gioconda's own";
            default -> "whose backbone is `" + Path.of(weights).getFileName() + "`";
        };
    }
}
