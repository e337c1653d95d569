package dev.gioconda.classify;

import dev.gioconda.image.Picture;
import dev.gioconda.image.face.Framing;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.Manifest;
import java.util.ArrayList;
import java.util.List;

/**
 * An image before classification: its regions, cropped.
 *
 * @param image upright
 * @param framing of the image
 * @param faces the largest first; one for a fixed framing; none where the detector found no face
 */
public record FaceCrops(Picture image, Framing framing, List<FaceCrop> faces) {

    /** The crops, as a classifier takes them. */
    public List<Picture> pixels() {
        return faces.stream().map(FaceCrop::pixels).toList();
    }

    /**
     * The result of the image.
     *
     * @param manifest of the model that classified the crops
     * @param predictions one for each crop, in the same order
     */
    public FaceResult result(Manifest manifest, List<Classifier.Prediction> predictions) {
        List<ClassifiedFace> classified = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            FaceAnswer answer = FaceAnswer.of(faces.get(i).region(), predictions.get(i), manifest.target());
            classified.add(new ClassifiedFace(faces.get(i), predictions.get(i), answer));
        }
        return new FaceResult(image, framing, manifest.id(), manifest.target(), List.copyOf(classified));
    }
}
