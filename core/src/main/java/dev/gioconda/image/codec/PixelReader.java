package dev.gioconda.image.codec;

import dev.gioconda.image.Picture;
import java.io.IOException;

/** Decodes the pixels of a file of one format, of which the structure and the size have been checked. */
@FunctionalInterface
interface PixelReader {
    /**
     * The stored pixels, not yet upright, transparency composited onto white.
     *
     * @param step 1 for every pixel, 2 for every second pixel of every second row, and so on
     * @throws IOException or any runtime exception if the file is damaged
     */
    Picture read(StrippedImage image, int step) throws IOException;

    /** A side of the pixels that are read. */
    static int reduced(int side, int step) {
        return side / step + (side % step == 0 ? 0 : 1);
    }
}
