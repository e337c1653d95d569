package dev.gioconda.data.archive;

import dev.gioconda.image.Picture;
import java.io.IOException;

/** Decodes the bytes of an image file, such as {@code SafeImageDecoder::decode}. */
@FunctionalInterface
public interface PictureDecoder {

    /**
     * Decodes an image file.
     *
     * @throws IOException if the bytes are damaged or rejected; the message has the reason
     */
    Picture decode(byte[] bytes) throws IOException;
}
