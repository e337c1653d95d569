package dev.gioconda.image.codec;

import java.io.IOException;
import java.io.Serial;

/**
 * Bytes that {@link SafeImageDecoder} rejects. The message is for the user who sent them: what was received, what was
 * expected, what to do. It never contains the bytes.
 */
public final class RefusedPictureException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    RefusedPictureException(String message) {
        super(message);
    }
}
