package dev.gioconda.face;

import dev.gioconda.image.Picture;
import java.util.List;
import java.util.Optional;

/**
 * Detects faces in photographs. The same picture gives the same faces. Calls on one detector are synchronized: use one detector per
 * thread where speed matters.
 */
public interface FaceDetector extends AutoCloseable {

    /** What it is called in settings and answers, such as {@code yunet}. */
    String id();

    /**
     * All faces of a photograph, also rolled ones: clear ones ({@link Face#detection} from 0.75 on) first, and of these and the
     * others the largest first. If no clear face is upright, the photograph is also searched turned by 90, 180 and 270 degrees.
     */
    List<Face> detect(Picture photograph);

    /** The largest clear face of an upright picture, or the largest one if none is clear, found in as few steps as possible; empty if there is none. */
    Optional<Face> largest(Picture picture);

    /**
     * The face with more exact points, for alignment; the box stays as it is. The face itself if this detector cannot refine it.
     *
     * @param picture in which the face was detected
     */
    Face refined(Picture picture, Face face);

    /** Releases the native memory of the detector. */
    @Override
    void close();
}
