package dev.gioconda.server.http;

import java.time.Duration;

/**
 * What the server stores of visitors, where and for how long, in one sentence: the pages, the API description and the documents use it.
 *
 * @param answers how long a classified image is in memory
 * @param uploads how long an upload for a style job is stored
 * @param jobs how long a style job is stored after its end
 * @param feedback how long feedback is stored
 */
public record PrivacyNotice(Duration answers, Duration uploads, Duration jobs, Duration feedback) {

    /** The sentence. */
    public String sentence() {
        return ("A classified image is kept in memory for %s, and stored only if you agree to that with your feedback; "
                        + "feedback is stored for at most %s, with a pseudonym of your address, or until you delete it with its receipt; "
                        + "an image uploaded for a style job is stored on disk for %s, and the job with its images for at most %s after its end, "
                        + "or until you delete it; Instant stores no image; and the access log contains no image, "
                        + "and instead of your address a pseudonym that changes every day.")
                .formatted(words(answers), words(feedback), words(uploads), words(jobs));
    }

    /** {@code 15 minutes}, {@code 36 hours} or {@code 1 day}: in the largest unit that is exact. */
    static String words(Duration duration) {
        if (duration.equals(Duration.ofDays(duration.toDays()))) {
            return count(duration.toDays(), "day");
        }
        return duration.equals(Duration.ofHours(duration.toHours()))
                ? count(duration.toHours(), "hour")
                : count(duration.toMinutes(), "minute");
    }

    private static String count(long number, String unit) {
        return number == 1 ? "1 " + unit : number + " " + unit + "s";
    }
}
