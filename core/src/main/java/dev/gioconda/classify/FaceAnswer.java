package dev.gioconda.classify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gioconda.face.quality.FaceQuality;
import dev.gioconda.face.quality.QualityReason;
import dev.gioconda.model.Classifier;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one face of an image, in the form that clients and the command line show.
 *
 * @param x left edge of the upright box, in pixels of the upright image
 * @param y upper edge of the box
 * @param width of the box
 * @param height of the box
 * @param roll of the head in degrees, clockwise positive, to one decimal place
 * @param detection how clearly the face was detected, in [0, 1], to two decimal places; 1 where no face was detected
 * @param label such as {@code smiling}, {@code not smiling} or {@link #CANNOT_TELL}
 * @param probability of the attribute, calibrated, in [0, 1]
 * @param quality of the face, {@link FaceQuality#score}, to three decimal places; null where no face was detected because the frame is fixed
 * @param reasons that lower the quality much, in words, the most important first
 */
public record FaceAnswer(
        long x,
        long y,
        long width,
        long height,
        double roll,
        double detection,
        String label,
        double probability,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double quality,

        List<String> reasons) {

    /** The label where the probability is too close to the threshold, or where no face was found. */
    public static final String CANNOT_TELL = "can't tell";

    /** Copies the list. */
    public FaceAnswer {
        reasons = List.copyOf(reasons);
    }

    /**
     * Combines a crop and the model's prediction.
     *
     * @param target the attribute that the model predicts, such as {@code Smiling}
     */
    public static FaceAnswer of(FaceCrop crop, Classifier.Prediction prediction, String target) {
        Region region = crop.region();
        FaceQuality quality = crop.quality();
        return new FaceAnswer(
                Math.round(region.x()),
                Math.round(region.y()),
                Math.round(region.width()),
                Math.round(region.height()),
                Math.round(region.roll() * 10) / 10.0,
                Math.round(region.detection() * 100) / 100.0,
                label(prediction, target),
                prediction.probability(),
                quality == null ? null : Math.round(quality.score() * 1000) / 1000.0,
                quality == null
                        ? List.of()
                        : quality.reasons().stream().map(QualityReason::text).toList());
    }

    /** The answer in pixels of a file, of which every {@code step}-th pixel of every {@code step}-th row was read. */
    public FaceAnswer scaled(int step) {
        return new FaceAnswer(
                x * step, y * step, width * step, height * step, roll, detection, label, probability, quality, reasons);
    }

    /** Why the model cannot tell, as far as the quality of the face explains it; null if it does not, or if the model can tell. */
    public @Nullable String uncertainty() {
        return label.equals(CANNOT_TELL) && !reasons.isEmpty() ? reasons.get(0) : null;
    }

    /** The label of a prediction: the attribute in words, its negation, or {@link #CANNOT_TELL}. */
    public static String label(Classifier.Prediction prediction, String target) {
        if (!prediction.certain()) {
            return CANNOT_TELL;
        }
        String attribute = target.replace('_', ' ').toLowerCase(Locale.ROOT);
        return prediction.positive() ? attribute : "not " + attribute;
    }
}
