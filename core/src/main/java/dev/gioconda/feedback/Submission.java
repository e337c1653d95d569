package dev.gioconda.feedback;

import dev.gioconda.image.face.Framing;
import java.time.Duration;

/**
 * What comes with a picture from a page, a server or a script.
 *
 * @param framing how the face sits in the picture
 * @param model the version that answered
 * @param attribute what was asked
 * @param probability that it holds, as the person was told
 * @param yes the answer that was made of it
 * @param response what the person said
 * @param consent whether the picture may be kept and learnt from
 * @param retention how long, one day to ten years
 * @param client what tells one person from another, such as a cookie's token; only a pseudonym of it is kept
 */
public record Submission(
        Framing framing,
        String model,
        String attribute,
        double probability,
        boolean yes,
        Response response,
        boolean consent,
        Duration retention,
        String client) {

    /** Checks how long it is kept, and that what was said does not contradict itself. */
    public Submission {
        FieldFormats.require(
                retention.toDays() >= 1 && retention.toDays() <= 3660,
                "The time to keep",
                retention.toDays() + " days",
                "1 to 3,660 days");
        Boolean label = response.label();
        if (label != null
                && response.verdict() != null
                && label != ((response.verdict() == Response.Verdict.RIGHT) == yes)) {
            throw new IllegalArgumentException(
                    "The answer %s was called %s and the right label %s; they contradict one another: leave one out."
                            .formatted(yes ? "yes" : "no", response.verdict(), label ? "yes" : "no"));
        }
    }
}
