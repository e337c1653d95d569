package dev.gioconda.score;

/**
 * The result of a run.
 *
 * @param complete whether all images have a row; false if the run was stopped
 * @param images with a row, those of an earlier, interrupted run included
 * @param resumed how many of them had a row before this run
 * @param failed how many of the images have an error
 * @param faceless how many of the images were decoded and have no face
 * @param skipped files that are no images by their names
 * @param skippedExample one of them; empty if there is none
 * @param seconds of this run
 */
public record ScoreSummary(
        boolean complete,
        long images,
        long resumed,
        long failed,
        long faceless,
        long skipped,
        String skippedExample,
        double seconds) {

    /** The images of this run by its seconds. */
    public double imagesPerSecond() {
        return seconds > 0 ? (images - resumed) / seconds : 0;
    }
}
