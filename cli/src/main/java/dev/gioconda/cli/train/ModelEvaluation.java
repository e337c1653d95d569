package dev.gioconda.cli.train;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.load.Faces;
import dev.gioconda.evaluate.Calibration;
import dev.gioconda.evaluate.Evaluation;
import dev.gioconda.evaluate.Mistake;
import dev.gioconda.evaluate.Predictions;
import dev.gioconda.evaluate.Slice;
import dev.gioconda.evaluate.Temperature;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.Manifest;
import dev.gioconda.train.TargetPredictions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model judged on a part of a data set.
 *
 * @param manifest of the model
 * @param raw its predictions as the network gives them
 * @param calibrated the same after the manifest's temperature
 * @param evaluation of the calibrated ones at the manifest's threshold
 * @param slices by the data's other attributes, worst first
 * @param noFace pictures in which no face was found, counted as mistakes
 * @param broken pictures that could not be read, not counted
 */
public record ModelEvaluation(
        Manifest manifest,
        Predictions raw,
        Predictions calibrated,
        Evaluation evaluation,
        List<Slice> slices,
        long noFace,
        long broken) {

    private static final int MIN_SLICE_SIZE = 30;

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

    /** Calibration without the temperature, to show what it does. */
    public Calibration uncalibrated() {
        return Calibration.of(raw);
    }

    /** Which pictures were answered rightly, in the order of {@link #calibrated}. */
    public boolean[] correct() {
        return calibrated.correct(manifest.calibration().threshold());
    }

    /** The most confident wrong answers. */
    public List<Mistake> mistakes(int limit) {
        return Mistake.worst(calibrated, manifest.calibration().threshold(), limit);
    }

    private static List<String> otherAttributes(Dataset set, Manifest manifest) {
        return set.attributes().stream()
                .filter(attribute -> !attribute.equals(manifest.target()))
                .toList();
    }

    private static byte[][] labels(Dataset set, Manifest manifest, Faces faces, Predictions predictions) {
        Map<String, byte[]> byName = new HashMap<>();
        faces.examples().forEach(example -> byName.put(example.name(), example.labels()));
        faces.skipped()
                .forEach(skipped ->
                        byName.put(skipped.example().name(), skipped.example().labels()));
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
}
