package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.split.Parts;
import dev.gioconda.model.Manifest;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The input of a retraining.
 *
 * @param data the base data
 * @param parts the split of the data; its test part is the hold-out
 * @param champion the version that serves now
 * @param championFolder local folder of that version
 * @param corrections the accepted images
 * @param newHashes hashes of the accepted images that the champion was not trained on
 * @param initialWeights that the challenger starts from
 * @param holdout fingerprints of the test part
 */
public record Plan(
        Dataset data,
        Parts parts,
        Manifest champion,
        Path championFolder,
        Corrections corrections,
        List<String> newHashes,
        InitialWeights initialWeights,
        Holdout holdout) {

    /**
     * The recipe of the champion with changes, for the challenger.
     *
     * @param changes such as {@code training.epochs=5}
     */
    public Recipe recipe(List<String> changes) throws IOException {
        return Recipes.parse(champion.recipe(), champion.id(), changes);
    }

    /** Whether at least this number of accepted images is new; never with none. */
    public boolean hasEnough(int minNewAnswers) {
        return newHashes.size() >= Math.max(1, minNewAnswers);
    }
}
