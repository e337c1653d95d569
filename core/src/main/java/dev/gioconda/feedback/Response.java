package dev.gioconda.feedback;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The response of a client: a verdict on a prediction or the correct label, or stars for a stylized image.
 *
 * @param verdict whether the prediction is correct; null for none
 * @param label whether the attribute is present; null for none
 * @param stars 1 (bad) to 5 (good) for a stylized image; null for none
 * @param reason free text of the client, at most 1,000 characters; null for none
 * @param settings of the stylized image, as the text of a JSON object; {@code {}} for none
 */
public record Response(
        @Nullable Verdict verdict,
        @Nullable Boolean label,
        @Nullable Integer stars,
        @Nullable String reason,

        @JsonRawValue @JsonDeserialize(using = SettingsJson.class)
        String settings) {

    private static final int MAX_REASON_LENGTH = 1000;

    /** The client's opinion of the prediction. */
    public enum Verdict {
        RIGHT,
        WRONG
    }

    /** Validates fields that a client sends. */
    public Response {
        Objects.requireNonNull(settings, "settings");
        if (verdict == null && label == null && stars == null) {
            throw new IllegalArgumentException(
                    "The feedback is empty; expected a verdict (right or wrong), the correct label, or 1 to 5 stars.");
        }
        FieldFormats.require(
                stars == null || (stars >= 1 && stars <= 5), "The number of stars", String.valueOf(stars), "1 to 5");
        FieldFormats.require(
                reason == null || reason.length() <= MAX_REASON_LENGTH,
                "The reason",
                String.valueOf(reason),
                "at most 1,000 characters");
    }

    /** A verdict only. */
    public static Response of(Verdict verdict) {
        return new Response(verdict, null, null, null, SettingsJson.EMPTY);
    }

    /** The correct label only. */
    public static Response label(boolean yes) {
        return new Response(null, yes, null, null, SettingsJson.EMPTY);
    }

    /**
     * Whether the attribute is present according to the client: the label if given, else the prediction or its opposite by the
     * verdict; null if there are only stars.
     */
    public @Nullable Boolean truth(boolean predicted) {
        return label != null ? label : verdict == null ? null : (verdict == Verdict.RIGHT) == predicted;
    }
}
