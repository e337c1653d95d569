package dev.gioconda.style.metric;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.face.Face;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.image.face.FaceDetector;
import dev.gioconda.style.canvas.Canvas;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * How much the largest face of a picture looks like the same place of another one: the cosine of a network's features of the two
 * crops, each feature less its mean over the crop's positions.
 */
final class Likeness {

    private static final String LAYER = "block4_conv4";
    private static final int SIDE = 96;
    private static final CropGeometry FACE = new CropGeometry(39, 76, 100, 100, SIDE, SIDE, false); // hair line to chin

    private Likeness() {}

    /** Between -1 and 1; empty where the photograph has no face. The painting is looked at where the photograph has it. */
    static Optional<Double> of(Picture photograph, Picture painting, FeatureNet net) {
        Optional<Face> face;
        Picture seen = Canvas.sized(photograph, Size.of(painting));
        try (FaceDetector detector = new FaceDetector()) {
            face = detector.largest(seen);
        }
        return face.map(
                found -> cosine(FaceCropper.crop(seen, found, FACE), FaceCropper.crop(painting, found, FACE), net));
    }

    /** Of two crops of a face. */
    static double cosine(Picture a, Picture b, FeatureNet net) {
        Tensor x = features(a, net);
        Tensor y = features(b, net);
        return Tensors.scalar(x.dot(y)) / Math.sqrt(Tensors.scalar(x.dot(x)) * Tensors.scalar(y.dot(y)));
    }

    private static Tensor features(Picture crop, FeatureNet net) {
        FeatureMap map = Objects.requireNonNull(
                net.features(Canvas.of(crop), List.of(LAYER)).get(LAYER));
        return map.rows().sub(map.rows().mean(0)).reshape(-1); // [m * c]
    }
}
