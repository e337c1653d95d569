package dev.gioconda.image.codec;

import java.io.IOException;
import java.io.Serial;

/**
 * Bytes that {@link SafeImageDecoder} will not turn into a picture. The message is a sentence for the person who sent them: what
 * came, what was expected, what to do. It never repeats the bytes.
 */
public final class RefusedPictureException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    RefusedPictureException(String message) {
        super(message);
    }
}
