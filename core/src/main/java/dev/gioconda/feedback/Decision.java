package dev.gioconda.feedback;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * That somebody looked at an answer; an object of its own, so that no answer is ever rewritten. A later one counts more.
 *
 * @param format of the record, 1
 * @param id of the answer
 * @param number from 1; the decision on one answer with the highest number counts
 * @param accepted whether it may be learnt from
 * @param reviewer who decided
 * @param time when, ISO 8601 in UTC to the second
 */
public record Decision(
        int format,
        String id,
        int number,
        boolean accepted,
        @JsonProperty("by") String reviewer,
        String time) {

    static final int FORMAT = 1;
    static final String PREFIX = "reviews/";

    /** Checks what a damaged object might hold. */
    public Decision {
        FieldFormats.require(
                number >= 1 && number <= 9999, "The number", number, "1 to 9,999: nobody changes a mind more often");
        FieldFormats.require(
                !reviewer.isBlank()
                        && reviewer.length() <= 128
                        && reviewer.chars().noneMatch(Character::isISOControl),
                "Who decides",
                reviewer,
                "a name of at most 128 printable characters");
    }

    /** {@code reviews/<yyyy>/<mm>/<dd>/<id>.<number>.json}, by the day of the answer. */
    static String key(String id, int number) {
        return "%s%s%s.%04d.json".formatted(PREFIX, Feedback.datePath(id), id, number);
    }
}
