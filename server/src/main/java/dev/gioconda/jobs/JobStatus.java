package dev.gioconda.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a painting is.
 *
 * @param state where it stands
 * @param completedIterations iterations so far
 * @param totalIterations iterations in all; 0 before it begins
 * @param seconds painted so far
 * @param version of the picture, counted from 1; 0 while there is none
 * @param width of the picture
 * @param height of the picture
 * @param ended when it was over; null before
 * @param message why it failed; null when it did not
 */
public record JobStatus(
        JobState state,
        @JsonProperty("done") int completedIterations,
        @JsonProperty("all") int totalIterations,
        double seconds,
        int version,
        int width,
        int height,
        @Nullable Instant ended,
        @Nullable String message) {

    /** Ordered a moment ago. */
    static final JobStatus QUEUED = new JobStatus(JobState.QUEUED, 0, 0, 0, 0, 0, 0, null, null);

    /** In another state. */
    JobStatus withState(JobState next) {
        return new JobStatus(
                next, completedIterations, totalIterations, seconds, version, width, height, ended, message);
    }

    /** Over. */
    JobStatus withEnd(JobState finalState, Instant now, @Nullable String failure) {
        return new JobStatus(
                finalState, completedIterations, totalIterations, seconds, version, width, height, now, failure);
    }

    /** After some more iterations. */
    JobStatus withProgress(int completed, int total, double elapsed) {
        return new JobStatus(state, completed, total, elapsed, version, width, height, ended, message);
    }

    /** With a newer picture. */
    JobStatus withPicture(int pictureWidth, int pictureHeight) {
        return new JobStatus(
                state,
                completedIterations,
                totalIterations,
                seconds,
                version + 1,
                pictureWidth,
                pictureHeight,
                ended,
                message);
    }

    /** How long it still takes as it went so far, in seconds; not a number before it began. */
    public double secondsLeft() {
        return completedIterations == 0
                ? Double.NaN
                : seconds / completedIterations * (totalIterations - completedIterations);
    }
}
