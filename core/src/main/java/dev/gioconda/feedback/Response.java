package dev.gioconda.feedback;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/**
 * What a person said: of an answer whether it is right, or the right label; of a painting stars.
 *
 * @param verdict whether the answer was right; null when that was not said
 * @param label whether the attribute truly holds; null when that was not said
 * @param stars 1 (bad) to 5 (good) for a stylised picture; null for none
 * @param reason in the person's words, at most 1,000 characters; null for none
 * @param settings what made the stylised picture, as the text of a JSON object; {@code {}} for none
 */
public record Response(
        @Nullable Verdict verdict,
        @Nullable Boolean label,
        @Nullable Integer stars,
        @Nullable String reason,

        @JsonRawValue @JsonDeserialize(using = SettingsJson.class)
        String settings) {

    private static final int MAX_REASON_LENGTH = 1000;

    /** Of the answer that was shown. */
    public enum Verdict {
        RIGHT,
        WRONG
    }

    /** Checks what an outsider might send. */
    public Response {
        if (verdict == null && label == null && stars == null) {
            throw new IllegalArgumentException(
                    "Nothing was said; expected right or wrong, the right label, or 1 to 5 stars.");
        }
        FieldFormats.require(
                stars == null || (stars >= 1 && stars <= 5), "The number of stars", String.valueOf(stars), "1 to 5");
        FieldFormats.require(
                reason == null || reason.length() <= MAX_REASON_LENGTH,
                "The reason",
                String.valueOf(reason),
                "at most 1,000 characters");
    }

    /** Of an answer. */
    public static Response of(Verdict verdict) {
        return new Response(verdict, null, null, null, SettingsJson.EMPTY);
    }

    /** The right label. */
    public static Response label(boolean yes) {
        return new Response(null, yes, null, null, SettingsJson.EMPTY);
    }

    /**
     * Whether the attribute holds according to this person: the label where one was given, else the shown answer or its
     * opposite; null when only stars were given.
     */
    public @Nullable Boolean truth(boolean predicted) {
        return label != null ? label : verdict == null ? null : (verdict == Verdict.RIGHT) == predicted;
    }
}
