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
 * What a retraining would do.
 *
 * @param data the base data
 * @param parts how it is divided; its test part is the hold-out
 * @param champion the version that answers now
 * @param championFolder where that version lies
 * @param corrections the accepted pictures
 * @param newHashes hashes of those that the champion did not learn from
 * @param initialWeights whose weights the challenger begins with
 * @param holdout what is frozen
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
     * How the champion was trained, which is how the challenger is unless something else is asked for.
     *
     * @param changes such as {@code training.epochs=5}
     */
    public Recipe recipe(List<String> changes) throws IOException {
        return Recipes.parse(champion.recipe(), champion.id(), changes);
    }

    /** Whether so many accepted answers are new. */
    public boolean hasEnough(int minNewAnswers) {
        return newHashes.size() >= Math.max(1, minNewAnswers);
    }
}
