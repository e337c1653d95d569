package dev.gioconda.feedback;

import dev.gioconda.face.Framing;
import java.time.Duration;

/**
 * Feedback as a web page, a server or a script submits it together with the image.
 *
 * @param framing how the face is framed
 * @param subject what the feedback is about
 * @param response the client's verdict, label or stars
 * @param consent whether the image may be stored and used for training
 * @param retention how long the record is stored, 1 to 3,660 days
 * @param client identifies the client, such as the token of a cookie; only a pseudonym of it is stored
 */
public record Submission(
        Framing framing, Subject subject, Response response, boolean consent, Duration retention, String client) {

    /** Validates the retention, and that verdict and label do not contradict each other. */
    public Submission {
        FieldFormats.require(
                retention.toDays() >= 1 && retention.toDays() <= 3660,
                "The retention",
                retention.toDays() + " days",
                "1 to 3,660 days");
        Boolean label = response.label();
        if (subject instanceof Stylization && (label != null || response.verdict() != null)) {
            throw new IllegalArgumentException(
                    "A stylized image has no label; expected 1 to 5 stars without a verdict and without a label.");
        }
        if (subject instanceof Classification prediction
                && label != null
                && response.verdict() != null
                && label != ((response.verdict() == Response.Verdict.RIGHT) == prediction.yes())) {
            throw new IllegalArgumentException(
                    "The prediction was %s, the verdict is %s and the label is %s: verdict and label contradict each other. Send only one of them."
                            .formatted(prediction.yes() ? "yes" : "no", response.verdict(), label ? "yes" : "no"));
        }
    }
}
