package dev.gioconda.model;

import dev.gioconda.image.Picture;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.Network;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A loaded model version: classifies face crops of the manifest's geometry with calibrated probabilities. Not thread-safe. */
public final class Classifier {

    private final Manifest manifest;
    private final Forward forward;

    private Classifier(Manifest manifest, Network network, Precision precision) {
        this.manifest = manifest;
        this.forward = new Forward(network, manifest.output(), manifest.normalization(), precision);
    }

    /** Loads a version from its folder in float32, so that predictions are the same on every machine. */
    public static Classifier load(Path folder) throws IOException {
        return load(folder, Precision.FLOAT32);
    }

    /** Loads a version from its folder in the given precision. */
    public static Classifier load(Path folder, Precision precision) throws IOException {
        Manifest manifest = ModelFiles.manifest(folder);
        return new Classifier(manifest, ModelFiles.network(folder, manifest), precision);
    }

    /** The manifest of the version. */
    public Manifest manifest() {
        return manifest;
    }

    /** The forward pass from pixel values to logits, for whole data sets. */
    public Forward forward() {
        return forward;
    }

    /** Predicts the target attribute of each crop. */
    public List<Prediction> classify(List<Picture> crops) {
        if (crops.isEmpty()) {
            return List.of();
        }
        float[][] logits;
        try (PointerScope scope = new PointerScope()) {
            logits = forward.predictLogits(toTensor(crops), manifest.flipAverage());
        }
        return Arrays.stream(logits).map(this::predict).toList();
    }

    /**
     * The Grad-CAM heat map of a prediction.
     *
     * @param crop of the manifest's geometry
     * @param positive the prediction that the map explains
     */
    public GradCam gradCam(Picture crop, boolean positive) {
        try (PointerScope scope = new PointerScope()) {
            return GradCam.of(forward, toTensor(List.of(crop)), manifest.targetIndex(), positive);
        }
    }

    private Prediction predict(float[] logits) {
        Manifest.ClassifierCalibration calibration = manifest.calibration();
        double probability = calibration.probability(logits[manifest.targetIndex()]);
        boolean certain = Math.abs(probability - calibration.threshold()) >= calibration.uncertaintyMargin();
        List<Double> attributes = new ArrayList<>(logits.length);
        for (int i = 0; i < logits.length; i++) {
            attributes.add(i == manifest.targetIndex() ? probability : 1 / (1 + Math.exp(-logits[i])));
        }
        return new Prediction(probability, probability >= calibration.threshold(), certain, List.copyOf(attributes));
    }

    private Tensor toTensor(List<Picture> crops) {
        int rows = manifest.input().rows();
        int columns = manifest.input().columns();
        byte[] rgb = new byte[crops.size() * rows * columns * 3];
        for (int i = 0; i < crops.size(); i++) {
            Picture crop = crops.get(i);
            if (crop.height() != rows || crop.width() != columns) {
                throw new IllegalArgumentException("A crop is %d x %d, %s expects %d x %d."
                        .formatted(crop.width(), crop.height(), manifest.id(), columns, rows));
            }
            System.arraycopy(crop.rgb(), 0, rgb, i * crop.rgb().length, crop.rgb().length);
        }
        Tensor bytes = Tensor.create(rgb, false, crops.size(), rows, columns, 3); // [n, h, w, 3] uint8
        return bytes.to(ScalarType.Float).div(new Scalar(255)).permute(0, 3, 1, 2);
    }

    /**
     * A prediction for one face.
     *
     * @param probability calibrated probability of the attribute
     * @param positive whether the probability reaches the threshold
     * @param certain false if the probability is within the uncertainty margin of the threshold
     * @param attributes the probability of each attribute of the manifest, in its order; only that of the target is calibrated
     */
    public record Prediction(double probability, boolean positive, boolean certain, List<Double> attributes) {}
}
