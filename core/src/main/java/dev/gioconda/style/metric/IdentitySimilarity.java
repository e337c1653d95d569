package dev.gioconda.style.metric;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
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
 * Similarity of the largest face of the content image to the same region of the stylized image: the cosine of features of the two crops, each
 * channel centered over the positions.
 */
final class IdentitySimilarity {

    private static final String LAYER = "block4_conv4";
    private static final int CROP_SIDE = 96;
    private static final CropGeometry FACE_CROP =
            new CropGeometry(39, 76, 100, 100, CROP_SIDE, CROP_SIDE, false); // hair line to chin

    private IdentitySimilarity() {}

    /** The similarity in [-1, 1]; empty without a face in the content image. The stylized image is cropped at the same place. */
    static Optional<Double> of(Picture content, Picture stylized, FeatureExtractor extractor) {
        Optional<Face> face;
        Picture resized = ImageTensors.resize(content, Size.of(stylized));
        try (FaceDetector detector = FaceDetectors.installed().open()) {
            face = detector.largest(resized);
        }
        return face.map(detected -> cosine(
                FaceCropper.crop(resized, detected, FACE_CROP),
                FaceCropper.crop(stylized, detected, FACE_CROP),
                extractor));
    }

    /** Similarity of two crops of a face. */
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
