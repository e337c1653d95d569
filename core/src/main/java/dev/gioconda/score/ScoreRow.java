package dev.gioconda.score;

import org.jspecify.annotations.Nullable;

/**
 * A row of the table: an image, or one of its faces.
 *
 * @param path of the input
 * @param sha256 of the file; empty if it could not be read
 * @param width of the upright image in pixels; 0 if it could not be decoded
 * @param height of the upright image in pixels; 0 if it could not be decoded
 * @param faces number of detected faces; 0 if it could not be decoded
 * @param face of this row; null if there is none
 * @param label of the face, {@link dev.gioconda.classify.FaceAnswer#CANNOT_TELL} without one; empty with an error
 * @param model id of the version that classified it
 * @param error why there is no result; empty if there is one
 * @param truth the label in a labeled set; null if there is none
 */
public record ScoreRow(
        String path,
        String sha256,
        int width,
        int height,
        int faces,
        @Nullable ScoredFace face,
        String label,
        String model,
        String error,
        @Nullable Boolean truth) {

    /** The row of an image that has no result. */
    static ScoreRow failed(ScoreInput input, String sha256, String model, String error) {
        return new ScoreRow(input.path(), sha256, 0, 0, 0, null, "", model, error, input.truth());
    }

    /** Whether the image has no result. */
    public boolean isFailed() {
        return !error.isEmpty();
    }
}
