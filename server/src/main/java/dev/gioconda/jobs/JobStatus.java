package dev.gioconda.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State and progress of a style job.
 *
 * @param state of the job
 * @param completedIterations number of completed iterations
 * @param totalIterations number of all iterations; 0 before the first one
 * @param seconds of computation so far
 * @param version of the image, counted from 1; 0 while there is none
 * @param width of the image in pixels
 * @param height of the image in pixels
 * @param ended time of its end; null while unfinished
 * @param message why it failed; null unless it failed
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

    /** The status of a new job. */
    static final JobStatus QUEUED = new JobStatus(JobState.QUEUED, 0, 0, 0, 0, 0, 0, null, null);

    /** This status in another state. */
    JobStatus withState(JobState next) {
        return new JobStatus(
                next, completedIterations, totalIterations, seconds, version, width, height, ended, message);
    }

    /** This status in a final state. */
    JobStatus withEnd(JobState finalState, Instant now, @Nullable String failure) {
        return new JobStatus(
                finalState, completedIterations, totalIterations, seconds, version, width, height, now, failure);
    }

    /** This status after more iterations. */
    JobStatus withProgress(int completed, int total, double elapsed) {
        return new JobStatus(state, completed, total, elapsed, version, width, height, ended, message);
    }

    /** This status with a newer image. */
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

    /** Estimate of the remaining time in seconds, from the mean time of an iteration; NaN before the first iteration. */
    public double secondsLeft() {
        return completedIterations == 0
                ? Double.NaN
                : seconds / completedIterations * (totalIterations - completedIterations);
    }
}
