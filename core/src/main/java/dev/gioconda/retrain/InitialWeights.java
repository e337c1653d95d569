package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The weights that a challenger starts from. Weights retain what they were trained on, so a version that was trained on an image
 * which was deleted or is no longer accepted is skipped for its parent, and so on; without such an ancestor training starts from
 * scratch.
 *
 * @param id {@code name/version}; empty to start from scratch
 * @param folder of that version; the empty path for none
 * @param feedback hashes of the submitted images that it and its ancestors were trained on
 * @param reason for the choice, in one sentence
 */
public record InitialWeights(String id, Path folder, List<String> feedback, String reason) {

    private static final int MAX_ANCESTORS = 1000;

    /** Random weights, or those of the recipe's backbone. */
    static InitialWeights fromScratch(String reason) {
        return new InitialWeights("", Path.of(""), List.of(), reason);
    }

    /**
     * The champion, or its newest ancestor that was trained on no submitted images but these.
     *
     * @param allowed hashes of images
     */
    static InitialWeights of(ModelRegistry registry, Manifest champion, Path folder, List<String> allowed)
            throws IOException {
        Set<String> known = new HashSet<>(allowed);
        Manifest manifest = champion;
        Path current = folder;
        for (int generation = 0; generation < MAX_ANCESTORS; generation++) {
            long missing = manifest.feedback().stream()
                    .filter(hash -> !known.contains(hash))
                    .count();
            if (missing == 0) {
                return new InitialWeights(
                        manifest.id(),
                        current,
                        manifest.feedback(),
                        generation == 0
                                ? "the champion"
                                : "the newest ancestor of the champion that was trained on no deleted picture");
            }
            VersionId parent = parent(manifest);
            if (parent == null || !registry.versions().contains(parent)) {
                break;
            }
            current = registry.fetch(parent);
            manifest = ModelFiles.manifest(current);
        }
        return fromScratch("the champion and all its stored ancestors were trained on pictures that are deleted");
    }

    /**
     * How the training of the challenger starts.
     *
     * @param corrections hashes of the submitted images in the training data
     * @throws IllegalArgumentException if the challenger has another architecture or other attributes than these weights
     */
    Training.TrainingStart trainingStart(Recipe recipe, Dataset data, List<String> corrections) throws IOException {
        Set<String> hashes = new TreeSet<>(corrections);
        hashes.addAll(feedback);
        if (id.isEmpty()) {
            return new Training.TrainingStart("", Map.of(), List.copyOf(hashes));
        }
        Manifest parent = ModelFiles.manifest(folder);
        List<String> attributes = recipe.auxiliary() > 0 ? data.attributes() : List.of(recipe.target());
        if (!parent.architecture().equals(recipe.network())
                || !parent.attributes().equals(attributes)) {
            throw new IllegalArgumentException(
                    "The challenger is a %s of %s and cannot start from the weights of %s, a %s of %s. Use the champion's recipe and data, or train from scratch."
                            .formatted(
                                    recipe.network(),
                                    attributes,
                                    parent.id(),
                                    parent.architecture(),
                                    parent.attributes()));
        }
        return new Training.TrainingStart(
                parent.id(), ModelFiles.network(folder, parent).state(), List.copyOf(hashes));
    }

    private static @Nullable VersionId parent(Manifest manifest) {
        try {
            return VersionId.parse(manifest.parent());
        } catch (IllegalArgumentException none) { // from scratch, or from a backbone
            return null;
        }
    }
}
