package dev.gioconda.inference;

import dev.gioconda.image.Picture;
import dev.gioconda.image.face.Face;
import dev.gioconda.image.face.Framing;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.FaceAnswer;
import java.util.ArrayList;
import java.util.List;

/**
 * What was seen in a picture.
 *
 * @param picture upright
 * @param framing how it was looked at
 * @param model that answered
 * @param regions the faces, the largest first; for a fixed framing one, which is the whole picture
 * @param answers one a face
 */
public record FaceResult(
        Picture picture, Framing framing, ServedModel model, List<Face> regions, List<Classifier.Prediction> answers) {

    /** The answers as people read them. */
    public List<FaceAnswer> faces() {
        List<FaceAnswer> faces = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            faces.add(FaceAnswer.of(
                    regions.get(i), answers.get(i), model.manifest().target()));
        }
        return faces;
    }
}
