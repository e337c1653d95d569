package dev.gioconda.server;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.KeptPictures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** How much room there is for the pictures that people agree to have kept. The store is measured once a minute at most. */
final class PictureRoom {

    private static final Duration MEASURED = Duration.ofMinutes(1);

    private final FeedbackLog log;
    private final long most;
    private Instant measured = Instant.MIN;
    private long bytes;

    /** @param most how many bytes they may take */
    PictureRoom(FeedbackLog log, long most) {
        this.log = log;
        this.most = most;
    }

    /** Whether another picture may be kept. */
    synchronized boolean free() throws IOException {
        Instant now = log.clock().instant();
        if (measured.isBefore(now.minus(MEASURED))) {
            bytes = new KeptPictures(log.store()).bytes();
            measured = now;
        }
        return bytes < most;
    }
}
