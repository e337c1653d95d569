package dev.gioconda.train;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import dev.gioconda.evaluate.Predictions;
import dev.gioconda.nn.Forward;
import java.util.ArrayList;
import java.util.List;

/** Predicts one attribute of a set of faces, with the true labels. */
public final class TargetPredictions {

    /** Absolute logit of an image without a detected face: a mistake with minimal confidence. */
    private static final double NO_FACE = 1e-6;

    private TargetPredictions() {}

    /**
     * Predicts every face with a known label. Images without a detected face count as mistakes; broken images are skipped.
     *
     * @param logit index of the attribute among the network's logits
     * @param label index of the attribute among the faces' labels
     */
    public static Predictions of(Forward forward, boolean flipAverage, int logit, Faces faces, int label) {
        float[][] logitRows = FaceLogits.of(forward, faces, flipAverage);
        List<Example> evaluated = new ArrayList<>();
        List<Double> logits = new ArrayList<>();
        for (int i = 0; i < logitRows.length; i++) {
            evaluated.add(faces.examples().get(i));
            logits.add((double) logitRows[i][logit]);
        }
        for (Faces.Skipped skipped : faces.skipped()) {
            if (!skipped.broken()) {
                evaluated.add(skipped.example());
                logits.add(skipped.example().labels()[label] == 1 ? -NO_FACE : NO_FACE);
            }
        }
        List<Integer> known = new ArrayList<>();
        for (int i = 0; i < evaluated.size(); i++) {
            if (evaluated.get(i).labels()[label] != Example.UNKNOWN) {
                known.add(i);
            }
        }
        double[] z = known.stream().mapToDouble(logits::get).toArray();
        boolean[] truth = new boolean[z.length];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = evaluated.get(known.get(i)).labels()[label] == 1;
        }
        return new Predictions(
                z, truth, known.stream().map(i -> evaluated.get(i).name()).toList());
    }
}
