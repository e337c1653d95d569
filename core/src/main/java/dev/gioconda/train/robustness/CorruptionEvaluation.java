package dev.gioconda.train.robustness;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.load.PictureChange;
import dev.gioconda.image.corruption.Corruption;
import dev.gioconda.model.Classifier;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.train.ModelEvaluation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a model on pictures with every {@link Corruption} in every strength. Pictures are corrupted before faces are detected in them, so
 * that detector and model are measured together; the noise of a picture is a function of its name.
 *
 * @param classifier the model
 * @param set the data set of the examples
 * @param examples with the label of the model's target
 */
public record CorruptionEvaluation(Classifier classifier, Dataset set, List<Example> examples) {

    /**
     * Evaluates the unchanged pictures, then every kind and strength.
     *
     * @param listener receives each result when it is known
     */
    public List<CorruptionResult> run(Consumer<CorruptionResult> listener) throws IOException {
        List<CorruptionResult> results = new ArrayList<>();
        results.add(evaluate(null, 0));
        listener.accept(results.get(0));
        for (Corruption corruption : Corruption.values()) {
            for (double strength : corruption.strengths()) {
                CorruptionResult result = evaluate(corruption, strength);
                results.add(result);
                listener.accept(result);
            }
        }
        return results;
    }

    private CorruptionResult evaluate(@Nullable Corruption corruption, double strength) throws IOException {
        PictureChange change = corruption == null
                ? PictureChange.NONE
                : (example, picture) -> corruption.apply(
                        picture,
                        strength,
                        new SplittableRandom(Tensors.mix(example.name().hashCode())));
        FaceLoader loader = new FaceLoader(classifier.manifest().input(), FaceCache.MEMORY_LIMIT, change);
        try (Faces faces = loader.load(examples, () -> {})) {
            ModelEvaluation evaluation = ModelEvaluation.of(classifier, set, faces);
            int count = evaluation.calibrated().count();
            int correct = 0;
            for (boolean right : evaluation.correct()) {
                correct += right ? 1 : 0;
            }
            return new CorruptionResult(corruption, strength, count, count - (int) evaluation.noFace(), correct);
        }
    }
}
