package dev.gioconda.feedback;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A feedback record of one client: an immutable object of the store. Times are ISO 8601 in UTC to the second, so their order as text is
 * the order in time.
 *
 * @param format of the record, {@link #FORMAT}
 * @param id {@code yyyyMMdd-HHmmss-} and sixteen random hexadecimal digits
 * @param time when it was received
 * @param shown the image and what the feedback is about
 * @param response the client's verdict, label or stars
 * @param consent whether the image may be stored and used for training
 * @param expires when record and image are deleted
 * @param client a pseudonym, see {@link Pseudonyms}
 * @param receipt SHA-256 of the token that deletes the record, see {@link Receipt}
 */
public record Feedback(
        int format,
        String id,
        String time,
        ShownImage shown,
        @JsonProperty("said") Response response,
        boolean consent,
        String expires,
        String client,
        String receipt) {

    /** The format that this program writes; it reads every format up to it. */
    public static final int FORMAT = 1;

    /** The key prefix of all records. */
    static final String PREFIX = "feedback/";

    /** Validates the fields: a stored record may be damaged. */
    public Feedback {
        Objects.requireNonNull(shown, "shown");
        Objects.requireNonNull(response, "said");
        checkId(id);
        FieldFormats.require(FieldFormats.isTime(time), "The time", time, "such as 2026-11-24T10:15:00Z");
        FieldFormats.require(FieldFormats.isTime(expires), "The expiry time", expires, "such as 2027-11-24T10:15:00Z");
        FieldFormats.require(
                FieldFormats.isName(64, "_-", client), "The client's pseudonym", client, "up to 64 letters and digits");
        FieldFormats.require(
                FieldFormats.isHex(64, receipt),
                "The receipt's hash",
                receipt,
                "a SHA-256 in lower-case hexadecimal digits");
    }

    /** The object's key. */
    public String key() {
        return key(id);
    }

    /** The prediction that the feedback is about; empty for a stylized image. */
    public Optional<Classification> classification() {
        return shown.subject() instanceof Classification prediction ? Optional.of(prediction) : Optional.empty();
    }

    /** Whether the client says that the attribute is present; null without a verdict or label. Never null without a prediction. */
    public @Nullable Boolean truth() {
        return shown.subject() instanceof Classification prediction ? response.truth(prediction.yes()) : null;
    }

    /** Whether the record has expired. */
    public boolean expired(String now) {
        return expires.compareTo(now) <= 0;
    }

    /** The key of a record: {@code feedback/<yyyy>/<mm>/<dd>/<id>.json}. */
    static String key(String id) {
        return PREFIX + datePath(id) + id + ".json";
    }

    /** {@code <yyyy>/<mm>/<dd>/}. */
    static String datePath(String id) {
        checkId(id);
        return "%s/%s/%s/".formatted(id.substring(0, 4), id.substring(4, 6), id.substring(6, 8));
    }

    private static void checkId(String id) {
        FieldFormats.require(FieldFormats.isId(id), "The feedback id", id, "such as 20261124-101500-0123456789abcdef");
    }
}
