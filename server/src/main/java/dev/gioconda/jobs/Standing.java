package dev.gioconda.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a painting is.
 *
 * @param state where it stands
 * @param done iterations so far
 * @param all iterations in all; 0 before it begins
 * @param seconds painted so far
 * @param version of the picture, counted from 1; 0 while there is none
 * @param width of the picture
 * @param height of the picture
 * @param ended when it was over; null before
 * @param message why it failed; null when it did not
 */
public record Standing(
        JobState state,
        int done,
        int all,
        double seconds,
        int version,
        int width,
        int height,
        @Nullable Instant ended,
        @Nullable String message) {

    /** Ordered a moment ago. */
    static final Standing QUEUED = new Standing(JobState.QUEUED, 0, 0, 0, 0, 0, 0, null, null);

    /** In another state. */
    Standing in(JobState next) {
        return new Standing(next, done, all, seconds, version, width, height, ended, message);
    }

    /** Over. */
    Standing over(JobState how, Instant now, @Nullable String why) {
        return new Standing(how, done, all, seconds, version, width, height, now, why);
    }

    /** After some more iterations. */
    Standing at(int nowDone, int ofAll, double nowSeconds) {
        return new Standing(state, nowDone, ofAll, nowSeconds, version, width, height, ended, message);
    }

    /** With a newer picture. */
    Standing shown(int pictureWidth, int pictureHeight) {
        return new Standing(state, done, all, seconds, version + 1, pictureWidth, pictureHeight, ended, message);
    }

    /** How long it still takes as it went so far, in seconds; not a number before it began. */
    public double left() {
        return done == 0 ? Double.NaN : seconds / done * (all - done);
    }
}
