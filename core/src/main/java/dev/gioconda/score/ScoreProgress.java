package dev.gioconda.score;

/**
 * How far a run is.
 *
 * @param done images with a row, those of an earlier, interrupted run included
 * @param total images to be scored; {@link ScoreInputs#UNKNOWN} while they are being counted, or if they are not
 * @param failed images with an error
 * @param imagesPerSecond of this run
 */
public record ScoreProgress(long done, long total, long failed, double imagesPerSecond) {

    /** The time left in seconds; NaN if it is not known. */
    public double secondsLeft() {
        boolean known = total >= 0 && imagesPerSecond > 0;
        return known ? Math.max(0, total - done) / imagesPerSecond : Double.NaN;
    }
}
