package dev.gioconda.recognition;

import dev.gioconda.face.Face;
import dev.gioconda.image.Picture;

/**
 * Maps a face to a vector, so that faces of one person are close together and faces of different persons are not. The distance of two
 * vectors is Euclidean. Calls are synchronized.
 */
public interface FaceEmbedder extends AutoCloseable {

    /** What it is called in settings, answers and galleries, such as {@code mobilefacenet}. Vectors of different embedders are not comparable. */
    String id();

    /** The length of the vectors. */
    int dimensions();

    /** How its distances become probabilities. */
    MatchCalibration calibration();

    /** The embedding of a detected face of an image. */
    float[] embed(Picture image, Face face);

    /** Releases the native memory of the network. */
    @Override
    void close();
}
