package dev.gioconda.style.metric;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.Picture;
import dev.gioconda.recognition.FaceEmbedder;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import java.util.Optional;

/**
 * Similarity of the largest face of the content image to the same region of the stylized image: the cosine of their embeddings. Faces of
 * different persons have about 0.
 */
final class IdentitySimilarity {

    private IdentitySimilarity() {}

    /** The similarity in [-1, 1]; empty without a face in the content image. The stylized image is cropped at the same place. */
    static Optional<Double> of(Picture content, Picture stylized, FaceEmbedder embedder) {
        Picture resized = ImageTensors.resize(content, Size.of(stylized));
        Optional<Face> face;
        try (FaceDetector detector = FaceDetectors.installed().open()) {
            face = detector.largest(resized);
        }
        return face.map(detected -> cosine(embedder.embed(resized, detected), embedder.embed(stylized, detected)));
    }

    /** Cosine of two vectors. */
    static double cosine(float[] a, float[] b) {
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            squaresA += (double) a[i] * a[i];
            squaresB += (double) b[i] * b[i];
        }
        return product / Math.sqrt(squaresA * squaresB);
    }
}
