package dev.gioconda.score;

import dev.gioconda.face.Framing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An image to be scored, not read yet.
 *
 * @param path what it is called in the table; no other input has the same
 * @param framing where its face is
 * @param truth the label of the model's attribute in a labeled set; null if there is none
 * @param streamed whether it can only be read at once, before the next input is listed, as from a {@code .tar.gz}
 * @param bytes reads it
 */
public record ScoreInput(
        String path, Framing framing, @Nullable Boolean truth, boolean streamed, ImageBytes bytes) {

    /** The bytes of an image file. */
    @FunctionalInterface
    public interface ImageBytes {
        /**
         * Reads them.
         *
         * @throws IOException if there is no such file or it cannot be read; {@link ReadFailure} words the reason
         */
        byte[] read() throws IOException;
    }

    /** The same input, read in another way. */
    ScoreInput withBytes(ImageBytes other) {
        return new ScoreInput(path, framing, truth, streamed, other);
    }

    /** A photograph, in which faces are detected. */
    static ScoreInput photograph(String path, boolean streamed, ImageBytes bytes) {
        return new ScoreInput(path, Framing.PHOTO, null, streamed, bytes);
    }

    /** Something that cannot be read; its row has the reason. */
    static ScoreInput unreadable(String path, String reason) {
        return photograph(path, false, () -> {
            throw new IOException(reason);
        });
    }
}
