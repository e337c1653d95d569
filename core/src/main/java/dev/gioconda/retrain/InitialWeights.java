package dev.gioconda.retrain;

import dev.gioconda.data.Dataset;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Trainer;
import dev.gioconda.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Why no challenger of a recipe can start from these weights, in one sentence; empty if it can. Trains nothing. */
    Optional<String> obstacle(Recipe recipe, Dataset data) throws IOException {
        try {
            List<String> attributes = Training.attributes(recipe, data);
            Trainer trainer = new Trainer(recipe, attributes);
            Training.TrainingStart start = trainingStart(recipe, List.of());
            if (start.weights().isEmpty()) {
                trainer.start(attributes.size());
            } else {
                trainer.startFrom(start.attributes(), start.weights());
            }
            return Optional.empty();
        } catch (IllegalArgumentException impossible) {
            String problem = String.valueOf(impossible.getMessage());
            return Optional.of(
                    id.isEmpty() || problem.contains(id)
                            ? problem
                            : "The challenger cannot start from the weights of %s: %s Use the champion's recipe, or train from scratch."
                                    .formatted(id, problem));
        }
    }

    /**
     * How the training of the challenger starts. Its outputs may differ from those of the weights; outputs of shared attributes keep
     * their weights.
     *
     * @param corrections hashes of the submitted images in the training data
     * @throws IllegalArgumentException if the challenger has another architecture than these weights
     */
    Training.TrainingStart trainingStart(Recipe recipe, List<String> corrections) throws IOException {
        Set<String> hashes = new TreeSet<>(corrections);
        hashes.addAll(feedback);
        if (id.isEmpty()) {
            return new Training.TrainingStart("", List.of(), Map.of(), List.copyOf(hashes));
        }
        Manifest parent = ModelFiles.manifest(folder);
        if (!parent.architecture().equals(recipe.network())) {
            throw new IllegalArgumentException(
                    "The challenger is a %s and cannot start from the weights of %s, a %s. Use the champion's recipe, or train from scratch."
                            .formatted(recipe.network(), parent.id(), parent.architecture()));
        }
        return new Training.TrainingStart(
                parent.id(),
                parent.attributes(),
                ModelFiles.network(folder, parent).state(),
                List.copyOf(hashes));
    }

    private static @Nullable VersionId parent(Manifest manifest) {
        try {
            return VersionId.parse(manifest.parent());
        } catch (IllegalArgumentException none) { // from scratch, or from a backbone
            return null;
        }
    }
}
