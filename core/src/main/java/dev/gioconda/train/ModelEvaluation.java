package dev.gioconda.train;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import dev.gioconda.evaluate.Calibration;
import dev.gioconda.evaluate.Evaluation;
import dev.gioconda.evaluate.Mistake;
import dev.gioconda.evaluate.Predictions;
import dev.gioconda.evaluate.Slice;
import dev.gioconda.evaluate.Temperature;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The evaluation of a model on labeled faces, with its calibration and by slices of the data.
 *
 * @param manifest of the model
 * @param raw predictions of the network, before calibration
 * @param calibrated the same with the logits divided by the manifest's temperature
 * @param evaluation of the calibrated predictions at the manifest's threshold
 * @param slices accuracy by value of each other attribute, worst first
 * @param noFace number of images without a detected face; each counts as a mistake
 * @param broken number of images that could not be decoded; they are not counted
 */
public record ModelEvaluation(
        Manifest manifest,
        Predictions raw,
        Predictions calibrated,
        Evaluation evaluation,
        List<Slice> slices,
        long noFace,
        long broken) {

    private static final int MIN_SLICE_SIZE = 30; // below, the interval of an accuracy is too wide to compare

    /**
     * Evaluates a model.
     *
     * @param set the data set of the faces, which has the manifest's target among its attributes
     * @param faces with all labels of the data set
     */
    public static ModelEvaluation of(Classifier classifier, Dataset set, Faces faces) {
        Manifest manifest = classifier.manifest();
        Predictions raw = TargetPredictions.of(
                classifier.forward(),
                manifest.flipAverage(),
                manifest.targetIndex(),
                faces,
                set.indexOf(manifest.target()));
        Predictions calibrated = new Temperature(manifest.calibration().temperature()).apply(raw);
        double threshold = manifest.calibration().threshold();
        return new ModelEvaluation(
                manifest,
                raw,
                calibrated,
                Evaluation.of(calibrated, threshold),
                Slice.of(
                        otherAttributes(set, manifest),
                        labels(set, manifest, faces, calibrated),
                        calibrated.correct(threshold),
                        MIN_SLICE_SIZE),
                faces.skipped().stream().filter(skipped -> !skipped.broken()).count(),
                faces.skipped().stream().filter(Faces.Skipped::broken).count());
    }

    /** The calibration of the raw predictions, for comparison. */
    public Calibration uncalibrated() {
        return Calibration.of(raw);
    }

    /** Whether each prediction is correct, in the order of {@link #calibrated}. // [n] */
    public boolean[] correct() {
        return calibrated.correct(manifest.calibration().threshold());
    }

    /** The most confident wrong predictions. */
    public List<Mistake> mistakes(int limit) {
        return Mistake.worst(calibrated, manifest.calibration().threshold(), limit);
    }

    /**
     * The calibrated predictions with the logits shifted so that the manifest's threshold is a probability of 0.5: {@code z -
     * log(t / (1 - t))} with the threshold t. Predictions of models with different thresholds can so be compared.
     */
    public Predictions thresholdAtHalf() {
        double threshold = manifest.calibration().threshold();
        double shift = Math.log(threshold / (1 - threshold));
        double[] logits = calibrated.logits().clone();
        for (int i = 0; i < logits.length; i++) {
            logits[i] -= shift;
        }
        return new Predictions(logits, calibrated.truth(), calibrated.names());
    }

    /**
     * The members of every slice: each value of each attribute, and each data set that was joined.
     *
     * @param set the data set of the faces
     * @param faces those that were evaluated
     * @return by the slice's name, such as {@code not Male} or {@code from genki4k}: which predictions are in it // [n]
     */
    public Map<String, boolean[]> sliceMembers(Dataset set, Faces faces) {
        Map<String, byte[]> labels = labelsByName(faces);
        Map<String, boolean[]> members = new TreeMap<>();
        for (int i = 0; i < calibrated.count(); i++) {
            String name = calibrated.names().get(i);
            byte[] values = labels.getOrDefault(name, new byte[0]);
            for (int a = 0; a < values.length; a++) {
                String attribute = set.attributes().get(a);
                if (values[a] != Example.UNKNOWN && !attribute.equals(manifest.target())) {
                    addMember(members, (values[a] == 1 ? "" : "not ") + attribute, i);
                }
            }
            addMember(members, "from " + name.substring(0, Math.max(0, name.indexOf('/'))), i);
            addMember(members, (calibrated.truth()[i] ? "" : "not ") + manifest.target(), i);
        }
        return members;
    }

    private void addMember(Map<String, boolean[]> members, String slice, int prediction) {
        members.computeIfAbsent(slice, name -> new boolean[calibrated.count()])[prediction] = true;
    }

    private static List<String> otherAttributes(Dataset set, Manifest manifest) {
        return set.attributes().stream()
                .filter(attribute -> !attribute.equals(manifest.target()))
                .toList();
    }

    private static byte[][] labels(Dataset set, Manifest manifest, Faces faces, Predictions predictions) {
        Map<String, byte[]> byName = labelsByName(faces);
        int[] columns =
                otherAttributes(set, manifest).stream().mapToInt(set::indexOf).toArray();
        return predictions.names().stream()
                .map(byName::get)
                .map(all -> {
                    byte[] selected = new byte[columns.length];
                    for (int i = 0; i < columns.length; i++) {
                        selected[i] = all[columns[i]];
                    }
                    return selected;
                })
                .toArray(byte[][]::new);
    }

    private static Map<String, byte[]> labelsByName(Faces faces) {
        Map<String, byte[]> labels = new HashMap<>();
        faces.examples().forEach(example -> labels.put(example.name(), example.labels()));
        faces.skipped()
                .forEach(skipped ->
                        labels.put(skipped.example().name(), skipped.example().labels()));
        return labels;
    }
}
