package dev.gioconda.style.metric;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.face.Face;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.image.face.FaceDetector;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * How much the largest face of a picture looks like the same place of another one: the cosine of a network's features of the two
 * crops, each feature less its mean over the crop's positions.
 */
final class IdentitySimilarity {

    private static final String LAYER = "block4_conv4";
    private static final int CROP_SIDE = 96;
    private static final CropGeometry FACE_CROP =
            new CropGeometry(39, 76, 100, 100, CROP_SIDE, CROP_SIDE, false); // hair line to chin

    private IdentitySimilarity() {}

    /** Between -1 and 1; empty where the photograph has no face. The painting is looked at where the photograph has it. */
    static Optional<Double> of(Picture content, Picture stylized, FeatureExtractor extractor) {
        Optional<Face> face;
        Picture resized = ImageTensors.resize(content, Size.of(stylized));
        try (FaceDetector detector = new FaceDetector()) {
            face = detector.largest(resized);
        }
        return face.map(detected -> cosine(
                FaceCropper.crop(resized, detected, FACE_CROP),
                FaceCropper.crop(stylized, detected, FACE_CROP),
                extractor));
    }

    /** Of two crops of a face. */
    static double cosine(Picture a, Picture b, FeatureExtractor extractor) {
        Tensor x = features(a, extractor);
        Tensor y = features(b, extractor);
        return Tensors.scalar(x.dot(y)) / Math.sqrt(Tensors.scalar(x.dot(x)) * Tensors.scalar(y.dot(y)));
    }

    private static Tensor features(Picture crop, FeatureExtractor extractor) {
        FeatureMap map = Objects.requireNonNull(
                extractor.features(ImageTensors.toTensor(crop), List.of(LAYER)).get(LAYER));
        return map.rows().sub(map.rows().mean(0)).reshape(-1); // [m * c]
    }
}
