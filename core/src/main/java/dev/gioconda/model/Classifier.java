package dev.gioconda.model;

import dev.gioconda.image.Picture;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.Network;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A model version that answers: crops of the manifest's geometry in, calibrated answers out. One thread at a time. */
public final class Classifier {

    private final Manifest manifest;
    private final Forward forward;

    private Classifier(Manifest manifest, Network network, Precision precision) {
        this.manifest = manifest;
        this.forward = new Forward(network, manifest.output(), manifest.normalisation(), precision);
    }

    /** Loads a version from its folder; in float32, so that the answer is the same on every machine. */
    public static Classifier load(Path folder) throws IOException {
        return load(folder, Precision.FLOAT32);
    }

    /** Likewise in another precision. */
    public static Classifier load(Path folder, Precision precision) throws IOException {
        Manifest manifest = ModelFiles.manifest(folder);
        return new Classifier(manifest, ModelFiles.network(folder, manifest), precision);
    }

    /** What the model is. */
    public Manifest manifest() {
        return manifest;
    }

    /** The way from pixel values to logits, for whole data sets. */
    public Forward forward() {
        return forward;
    }

    /** The answers for the target attribute, one a crop. */
    public List<Answer> classify(List<Picture> crops) {
        if (crops.isEmpty()) {
            return List.of();
        }
        float[][] logits;
        try (PointerScope scope = new PointerScope()) {
            logits = forward.answer(pixels(crops), manifest.flipAverage());
        }
        int target = manifest.targetIndex();
        return java.util.Arrays.stream(logits).map(row -> answer(row[target])).toList();
    }

    /**
     * Where the network looked when it answered.
     *
     * @param crop of the manifest's geometry
     * @param yes the answer whose reasons are shown
     */
    public HeatMap heat(Picture crop, boolean yes) {
        try (PointerScope scope = new PointerScope()) {
            return HeatMap.of(forward, pixels(List.of(crop)), manifest.targetIndex(), yes);
        }
    }

    private Answer answer(double logit) {
        Manifest.Calibration calibration = manifest.calibration();
        double probability = calibration.probability(logit);
        boolean certain = Math.abs(probability - calibration.threshold()) >= calibration.uncertain();
        return new Answer(probability, probability >= calibration.threshold(), certain);
    }

    private Tensor pixels(List<Picture> crops) {
        int rows = manifest.input().rows();
        int columns = manifest.input().columns();
        byte[] all = new byte[crops.size() * rows * columns * 3];
        for (int i = 0; i < crops.size(); i++) {
            Picture crop = crops.get(i);
            if (crop.height() != rows || crop.width() != columns) {
                throw new IllegalArgumentException("A crop is %d x %d, %s expects %d x %d."
                        .formatted(crop.width(), crop.height(), manifest.id(), columns, rows));
            }
            System.arraycopy(crop.rgb(), 0, all, i * crop.rgb().length, crop.rgb().length);
        }
        Tensor bytes = Tensor.create(all, false, crops.size(), rows, columns, 3); // [n, h, w, 3] uint8
        return bytes.to(ScalarType.Float).div(new Scalar(255)).permute(0, 3, 1, 2);
    }

    /**
     * An answer about one face.
     *
     * @param probability that the attribute holds, calibrated
     * @param yes the label on the better side of the threshold
     * @param certain false when the probability lies too near the threshold to tell
     */
    public record Answer(double probability, boolean yes, boolean certain) {}
}
