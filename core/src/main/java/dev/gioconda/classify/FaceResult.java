package dev.gioconda.classify;

import dev.gioconda.face.Framing;
import dev.gioconda.image.Picture;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one image. The answer for the image is the answer for its first face: the largest of those that were detected clearly.
 *
 * @param image upright
 * @param framing of the image
 * @param model id of the version that classified it
 * @param attribute that the model predicts, such as {@code Smiling}
 * @param faces those that were detected clearly first, and of these and the others the largest first
 */
public record FaceResult(Picture image, Framing framing, String model, String attribute, List<ClassifiedFace> faces) {

    /**
     * The result of classified crops.
     *
     * @param manifest of the model that classified them
     * @param predictions one for each crop, in the same order
     */
    public static FaceResult of(FaceCrops crops, Manifest manifest, List<Classifier.Prediction> predictions) {
        List<ClassifiedFace> classified = new ArrayList<>();
        for (int i = 0; i < crops.faces().size(); i++) {
            FaceCrop crop = crops.faces().get(i);
            FaceAnswer answer = FaceAnswer.of(crop, predictions.get(i), manifest.target());
            classified.add(new ClassifiedFace(crop, predictions.get(i), answer));
        }
        return new FaceResult(
                crops.image(), crops.framing(), manifest.id(), manifest.target(), List.copyOf(classified));
    }

    /** The answers of all faces, in this order. */
    public List<FaceAnswer> answers() {
        return faces.stream().map(ClassifiedFace::answer).toList();
    }

    /** The label of the first face, or {@link FaceAnswer#CANNOT_TELL} where there is no face. */
    public String label() {
        return faces.isEmpty() ? FaceAnswer.CANNOT_TELL : faces.get(0).answer().label();
    }

    /** The probability of the first face; null where there is no face. */
    public @Nullable Double probability() {
        return faces.isEmpty() ? null : (Double) faces.get(0).answer().probability();
    }

    /** Why there is no answer; null where there is one. */
    public @Nullable String reason() {
        return faces.isEmpty() ? "no face was found" : null;
    }
}
