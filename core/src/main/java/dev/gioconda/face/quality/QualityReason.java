package dev.gioconda.face.quality;

/** Why a face has a low quality. Each reason has a penalty: 0 where the measure is good, larger the worse it is. */
public enum QualityReason {
    /** Few pixels. */
    SMALL("the face is small", 0.53),
    /** Blurred by the lens, by motion, or by enlarging. */
    BLURRED("the face is blurred", 1.28),
    /** Noise of the sensor, or strong compression. */
    NOISY("the face is noisy", 0.07),
    /** Little difference of light and dark, as in dim light. */
    LOW_CONTRAST("the face has little contrast", 0.17),
    /** Turned away from the camera. */
    TURNED("the head is turned", 0.09),
    /** Covered, or cut by the border; also drawings and other things than faces. */
    UNCLEAR("the face is partly covered, or it is no face", 1.75);

    private final String text;
    private final double weight;

    QualityReason(String text, double weight) {
        this.text = text;
        this.weight = weight;
    }

    /** In words, such as "the face is small". */
    public String text() {
        return text;
    }

    /** The weight of the penalty in {@link FaceQuality}, 0 or more. */
    double weight() {
        return weight;
    }

    /** The penalty of a face, 0 or more; for lengths and lights in octaves beyond the limit. */
    public double penalty(FaceMeasures face) {
        return switch (this) {
            case SMALL -> below(face.eyeDistance(), 40);
            case BLURRED -> below(face.sharpness(), 0.9);
            case NOISY -> above(face.sharpness(), 1.4);
            case LOW_CONTRAST -> below(face.contrast(), 40);
            case TURNED -> Math.max(0, Math.abs(face.yaw()) - 15) / 15 + Math.max(0, Math.abs(face.pitch()) - 12) / 12;
            case UNCLEAR -> Math.max(0, 0.85 - face.detection()) / 0.1;
        };
    }

    private static double below(double value, double limit) {
        return Math.max(0, log2(limit) - log2(value));
    }

    private static double above(double value, double limit) {
        return Math.max(0, log2(value) - log2(limit));
    }

    private static double log2(double value) {
        return Math.log(Math.max(value, 1e-3)) / Math.log(2);
    }
}
