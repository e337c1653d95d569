package dev.gioconda.retrain;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.Output;
import dev.gioconda.tensor.Precision;
import dev.gioconda.train.LinearProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks labels with out-of-sample predictions of a model that differs from the champion: the images are split into folds, and the
 * labels of each fold are compared with a {@link LinearProbe} on the embedded backbone, trained on base data and the other folds.
 *
 * <p>After C. G. Northcutt, L. Jiang and I. Chuang, Confident learning, JAIR 70, 2021, arXiv 1911.00068 (out-of-sample
 * predictions); differs in the estimator, see {@link LabelNoise}. The embedded backbone was pretrained on GENKI-4K and SMILEs, so its
 * predictions are better on these than on other data.
 *
 * @param target index of the attribute among the labels
 * @param folds at least 2
 * @param championCorrect names of the images on which the champion's prediction equals the label
 */
record CrossValidatedLabelCheck(int target, int folds, Set<String> championCorrect) {

    /** The features are the outputs of this layer, the best of those tried on photos and good on synthetic portraits. */
    private static final String LAYER = "block4_pool";

    private static final int BASE_PER_LABEL = 4;
    private static final int MIN_BASE = 1000;

    /**
     * Estimates the share of wrong labels.
     *
     * @param all faces of all lists below, loaded together
     * @param base trusted training examples, of which the first are used: four for each correction, at least 1,000
     * @param validation to select the probe's hyperparameters
     * @param corrections whose labels are checked
     * @param holdout whose labels are ground truth
     */
    LabelNoise estimateNoise(
            Faces all, List<Example> base, List<Example> validation, List<Example> corrections, List<Example> holdout)
            throws IOException {
        boolean tooSmall = Math.min(all.geometry().rows(), all.geometry().columns()) < Architecture.MIN_INPUT_SIDE;
        if (tooSmall || corrections.size() < folds) {
            return LabelNoise.unknown(corrections.size());
        }
        Pretrained embedded = Pretrained.embedded();
        Backbone backbone = embedded.spec().build(0);
        backbone.load(embedded.load());
        LinearProbe probe = new LinearProbe(
                new Forward(backbone, Output.SIGMOID, embedded.normalization(), Precision.FLOAT32),
                backbone.indexOf(LAYER) + 1);
        List<Example> baseSubset =
                base.subList(0, Math.min(base.size(), Math.max(MIN_BASE, BASE_PER_LABEL * corrections.size())));
        Faces validationFaces = asClasses(Subset.of(all, validation));
        List<Boolean> contradicted = new ArrayList<>();
        List<Boolean> agrees = new ArrayList<>();
        List<Boolean> knownContradicted = new ArrayList<>();
        List<Boolean> knownAgrees = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            List<Example> trainExamples = new ArrayList<>(baseSubset);
            List<Example> foldExamples = new ArrayList<>();
            for (int i = 0; i < corrections.size(); i++) {
                (i % folds == fold ? foldExamples : trainExamples).add(corrections.get(i));
            }
            Faces foldFaces = asClasses(Subset.of(all, foldExamples));
            Faces holdoutFaces = asClasses(Subset.of(all, holdout));
            boolean[] correct = probe.run(
                            asClasses(Subset.of(all, trainExamples)),
                            validationFaces,
                            concatenated(foldFaces, holdoutFaces))
                    .correct();
            for (int i = 0; i < correct.length; i++) {
                boolean isCorrection = i < foldFaces.size();
                Example example = isCorrection
                        ? foldFaces.examples().get(i)
                        : holdoutFaces.examples().get(i - foldFaces.size());
                (isCorrection ? contradicted : knownContradicted).add(!correct[i]);
                (isCorrection ? agrees : knownAgrees).add(championCorrect.contains(example.name()));
            }
        }
        return LabelNoise.estimate(sample(agrees, contradicted), sample(knownAgrees, knownContradicted));
    }

    /** The target as two classes, and a third class that is never present; faces without this label are skipped. */
    private Faces asClasses(Faces faces) {
        List<Example> examples = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            Example e = faces.examples().get(i);
            byte yes = e.labels()[target];
            if (yes != Example.UNKNOWN) {
                byte[] labels = {(byte) (1 - yes), yes, 0};
                examples.add(
                        new Example(e.name(), e.archive(), e.entry(), e.framing(), labels, e.partition(), e.person()));
                rows.add(faces.rows()[i]);
            }
        }
        return new Faces(examples, ints(rows), faces.cache(), faces.geometry(), List.of());
    }

    private static Faces concatenated(Faces first, Faces second) {
        List<Example> examples = new ArrayList<>(first.examples());
        examples.addAll(second.examples());
        List<Integer> rows = new ArrayList<>();
        for (Faces faces : List.of(first, second)) {
            for (int row : faces.rows()) {
                rows.add(row);
            }
        }
        return new Faces(examples, ints(rows), first.cache(), first.geometry(), List.of());
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static LabelNoise.Sample sample(List<Boolean> agrees, List<Boolean> contradicted) {
        boolean[] first = new boolean[agrees.size()];
        boolean[] second = new boolean[agrees.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = agrees.get(i);
            second[i] = contradicted.get(i);
        }
        return new LabelNoise.Sample(first, second);
    }
}
