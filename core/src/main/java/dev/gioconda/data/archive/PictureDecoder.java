package dev.gioconda.data.archive;

import dev.gioconda.image.Picture;
import java.io.IOException;

/** Turns the bytes of a picture file into pixels; the image door's {@code decode} is one. */
@FunctionalInterface
public interface PictureDecoder {

    /**
     * Decodes.
     *
     * @throws IOException when the bytes are broken or refused; the message says why
     */
    Picture decode(byte[] bytes) throws IOException;
}
