package dev.gioconda.face.quality;

import dev.gioconda.face.Face;
import dev.gioconda.image.Picture;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The quality of a face: the estimated probability that the embedded smile model is right about it and that it is recognized as the same
 * person as in a better picture. A logistic regression of the penalties of {@link QualityReason}, with weights of 0 or more, fitted on
 * CelebA's validation pictures with random corruptions and YuNet's scores ({@code FaceQualityFit} in the module bench; see docs/results/faces.md).
 *
 * @param score in [0, 1]
 * @param reasons that lower the score much, the most important first; empty for good faces
 */
public record FaceQuality(double score, List<QualityReason> reasons) {

    /** Below, answers about the face are about as often wrong as right. */
    public static final double LOW = 0.5;

    private static final double BIAS = 2.39;

    private static final double NOTABLE = 0.25; // contribution to the logit from which a reason is named

    /** Copies the list. */
    public FaceQuality {
        reasons = List.copyOf(reasons);
    }

    /** The quality of a face with refined points. */
    public static FaceQuality of(Picture picture, Face face) {
        return of(FaceMeasures.of(picture, face));
    }

    /** The quality of a measured face. */
    public static FaceQuality of(FaceMeasures face) {
        double logit = BIAS;
        for (QualityReason reason : QualityReason.values()) {
            logit -= contribution(reason, face);
        }
        List<QualityReason> reasons = Arrays.stream(QualityReason.values())
                .filter(reason -> contribution(reason, face) >= NOTABLE)
                .sorted(Comparator.comparingDouble((QualityReason reason) -> contribution(reason, face))
                        .reversed())
                .toList();
        return new FaceQuality(1 / (1 + Math.exp(-logit)), reasons);
    }

    private static double contribution(QualityReason reason, FaceMeasures face) {
        return reason.weight() * reason.penalty(face);
    }
}
