package dev.gioconda.retrain;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.evaluate.Predictions;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.model.Classifier;
import dev.gioconda.train.ModelEvaluation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All faces of a plan, loaded once in the challenger's input geometry.
 *
 * @param plan whose faces they are
 * @param all base data, corrections, validation and hold-out
 */
record PlanFaces(Plan plan, Faces all) implements AutoCloseable {

    static PlanFaces load(Plan plan, CropGeometry geometry) throws IOException {
        List<Example> examples = new ArrayList<>(trainExamples(plan));
        examples.addAll(plan.parts().validation());
        examples.addAll(plan.parts().test());
        return new PlanFaces(plan, loadFaces(examples, geometry));
    }

    /** The base data and the corrections. */
    Faces train() {
        return Subset.of(all, trainExamples(plan));
    }

    Faces validation() {
        return Subset.of(all, plan.parts().validation());
    }

    Faces holdout() {
        return Subset.of(all, plan.parts().test());
    }

    /** The hashes of the corrections that have a usable face. */
    List<String> correctionHashes() {
        return Subset.of(all, plan.corrections().examples()).examples().stream()
                .map(Example::entry)
                .toList();
    }

    /** The champion's predictions of corrections and hold-out, in its own input geometry; its threshold is at probability 0.5. */
    Predictions championPredictions() throws IOException {
        List<Example> evaluated = new ArrayList<>(plan.corrections().examples());
        evaluated.addAll(plan.parts().test());
        Classifier champion = Classifier.load(plan.championFolder());
        CropGeometry geometry = champion.manifest().input();
        if (geometry.equals(all.geometry())) {
            return ModelEvaluation.of(champion, plan.data(), Subset.of(all, evaluated))
                    .thresholdAtHalf();
        }
        try (Faces faces = loadFaces(evaluated, geometry)) {
            return ModelEvaluation.of(champion, plan.data(), faces).thresholdAtHalf();
        }
    }

    /** The evaluation of a version on the hold-out, which must have the geometry of the loaded faces. */
    ModelEvaluation evaluate(Classifier challenger) {
        return ModelEvaluation.of(challenger, plan.data(), holdout());
    }

    /**
     * The share of wrong labels among the corrections that are new to the champion.
     *
     * @param folds of the cross-validation, at least 2
     * @param champion its predictions of corrections and hold-out
     */
    LabelNoise labelNoise(int folds, Predictions champion) throws IOException {
        Set<String> correctNames = new HashSet<>();
        for (int i = 0; i < champion.count(); i++) {
            if (champion.correct(i, 0.5)) {
                correctNames.add(champion.names().get(i));
            }
        }
        Set<String> newHashes = new HashSet<>(plan.newHashes());
        List<Example> labelsToCheck = plan.corrections().examples().stream()
                .filter(example -> newHashes.contains(example.entry()))
                .toList();
        return new CrossValidatedLabelCheck(plan.data().indexOf(plan.champion().target()), folds, correctNames)
                .estimateNoise(
                        all,
                        plan.parts().train(),
                        plan.parts().validation(),
                        labelsToCheck,
                        plan.parts().test());
    }

    @Override
    public void close() {
        all.close();
    }

    private static List<Example> trainExamples(Plan plan) {
        List<Example> examples = new ArrayList<>(plan.parts().train());
        examples.addAll(plan.corrections().examples());
        return examples;
    }

    private static Faces loadFaces(List<Example> examples, CropGeometry geometry) throws IOException {
        return new FaceLoader(geometry, FaceCache.MEMORY_LIMIT).load(examples, () -> {});
    }
}
