package dev.gioconda.model;

import dev.gioconda.image.face.Face;
import java.util.Locale;

/**
 * The answer about one face of a picture, as people read it.
 *
 * @param x left edge of the face's upright box, in pixels of the upright picture
 * @param y its upper edge
 * @param width its width
 * @param height its height
 * @param roll the head's roll in degrees, clockwise positive
 * @param label such as {@code smiling}, {@code not smiling} or {@link #CANNOT_TELL}
 * @param probability that the attribute holds, calibrated
 */
public record FaceAnswer(long x, long y, long width, long height, double roll, String label, double probability) {

    /** The answer where the probability lies too near the threshold, or where there is no face. */
    public static final String CANNOT_TELL = "can't tell";

    /**
     * What a model said of a face.
     *
     * @param target the attribute it was asked for, such as {@code Smiling}
     */
    public static FaceAnswer of(Face face, Classifier.Prediction prediction, String target) {
        return new FaceAnswer(
                Math.round(face.x()),
                Math.round(face.y()),
                Math.round(face.width()),
                Math.round(face.height()),
                Math.round(face.roll() * 10) / 10.0,
                label(prediction, target),
                prediction.probability());
    }

    /** The answer in words. */
    public static String label(Classifier.Prediction prediction, String target) {
        if (!prediction.certain()) {
            return CANNOT_TELL;
        }
        String attribute = target.replace('_', ' ').toLowerCase(Locale.ROOT);
        return prediction.positive() ? attribute : "not " + attribute;
    }
}
