package dev.gioconda.feedback;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The review of a feedback record. It is an object of its own, so feedback is never rewritten; a later decision replaces an earlier one.
 *
 * @param format of the record, 1
 * @param id of the feedback record
 * @param number from 1; the decision with the highest number is valid
 * @param accepted whether the feedback may be used for training
 * @param reviewer name of the reviewer
 * @param time of the decision, ISO 8601 in UTC to the second
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

    /** Validates the fields: a stored record may be damaged. */
    public Decision {
        FieldFormats.require(FieldFormats.isId(id), "The feedback id", id, "such as 20261124-101500-0123456789abcdef");
        FieldFormats.require(FieldFormats.isTime(time), "The time", time, "such as 2026-11-24T10:15:00Z");
        FieldFormats.require(number >= 1 && number <= 9999, "The number", number, "1 to 9,999");
        FieldFormats.require(
                !reviewer.isBlank()
                        && reviewer.length() <= 128
                        && reviewer.chars().noneMatch(Character::isISOControl),
                "The reviewer",
                reviewer,
                "a name of at most 128 printable characters");
    }

    /** {@code reviews/<yyyy>/<mm>/<dd>/<id>.<number>.json}, with the date of the feedback. */
    static String key(String id, int number) {
        return "%s%s%s.%04d.json".formatted(PREFIX, Feedback.datePath(id), id, number);
    }
}
