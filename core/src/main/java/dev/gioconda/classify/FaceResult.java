package dev.gioconda.classify;

import dev.gioconda.image.Picture;
import dev.gioconda.image.face.Framing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one image. The answer for the image is the answer for its largest face.
 *
 * @param image upright
 * @param framing of the image
 * @param model id of the version that classified it
 * @param attribute that the model predicts, such as {@code Smiling}
 * @param faces the largest first
 */
public record FaceResult(Picture image, Framing framing, String model, String attribute, List<ClassifiedFace> faces) {

    /** The answers of all faces, the largest face first. */
    public List<FaceAnswer> answers() {
        return faces.stream().map(ClassifiedFace::answer).toList();
    }

    /** The label of the largest face, or {@link FaceAnswer#CANNOT_TELL} where there is no face. */
    public String label() {
        return faces.isEmpty() ? FaceAnswer.CANNOT_TELL : faces.get(0).answer().label();
    }

    /** The probability of the largest face; null where there is no face. */
    public @Nullable Double probability() {
        return faces.isEmpty() ? null : (Double) faces.get(0).answer().probability();
    }

    /** Why there is no answer; null where there is one. */
    public @Nullable String reason() {
        return faces.isEmpty() ? "no face was found" : null;
    }
}
