package dev.gioconda.train.distillation;

import dev.gioconda.data.load.Augmentation;
import dev.gioconda.settings.TomlSettings;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the training of an embedder, except the data.
 *
 * @param widths channels inside each block of the student, see {@link dev.gioconda.nn.EmbeddingNet EmbeddingNet}
 * @param pruning faces on which the teacher's channels are selected for the student's initial weights
 * @param features weight of the loss of the blocks' outputs, relative to that of the embeddings
 * @param relations weight of the loss of the distances within a batch
 * @param mixing how training faces are combined
 * @param training the optimization
 * @param augmentation of the training faces
 */
public record EmbeddingRecipe(
        List<Integer> widths,
        int pruning,
        double features,
        double relations,
        FaceMixing mixing,
        Recipe.TrainingSettings training,
        Augmentation augmentation) {

    private static final String PRESET = "embedding";

    /** Checks the values. */
    public EmbeddingRecipe {
        widths = List.copyOf(widths);
        if (pruning < 1 || !(features >= 0) || !(relations >= 0)) {
            throw new IllegalArgumentException(
                    "pruning is %d, features %s, relations %s; expected at least 1 face, and weights of 0 or more."
                            .formatted(pruning, features, relations));
        }
    }

    /**
     * Reads a recipe.
     *
     * @param file a {@code .toml} file; null for the preset
     * @param changes such as {@code training.epochs=5}, in order
     * @throws IllegalArgumentException if a key or value is invalid; the message names the key
     */
    public static EmbeddingRecipe read(@Nullable Path file, List<String> changes) throws IOException {
        return TomlSettings.read(Recipes.class, List.of(PRESET), file == null ? PRESET : file.toString())
                .with(changes)
                .bind(EmbeddingRecipe.class);
    }

    /** The recipe as TOML, which {@link #read} reads back. */
    public String toToml() {
        return TomlSettings.of(this, PRESET).toToml();
    }
}
