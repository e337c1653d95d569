package dev.gioconda.image.codec;

import dev.gioconda.image.Picture;
import java.io.IOException;

/** An image file that was found complete and within the limits of a {@link SafeImageDecoder}, but is not decoded yet. */
public final class CheckedImage {

    private final StrippedImage stripped;
    private final int step;

    CheckedImage(StrippedImage stripped, int step) {
        this.stripped = stripped;
        this.step = step;
    }

    /** The pixels that decoding passes over: width times height, times the number of scans of a progressive JPEG. */
    public long scannedPixels() {
        return (long) stripped.width() * stripped.height() * stripped.scans();
    }

    /** The step between the pixels that are read, 1 for every pixel. */
    int step() {
        return step;
    }

    /**
     * Decodes the pixels, in sRGB and upright.
     *
     * @throws RefusedPictureException if they are damaged
     */
    public Picture decode() throws RefusedPictureException {
        Picture stored = ColorProfile.toSrgb(pixels(), stripped.profile());
        return stripped.orientation().upright(stored);
    }

    private Picture pixels() throws RefusedPictureException {
        try {
            return stripped.reader().read(stripped, step);
        } catch (RefusedPictureException refused) {
            throw refused;
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            // codecs throw any exception on damaged files: IIOException, array bounds, negative sizes
            RefusedPictureException refused = StrippedImage.damaged(stripped.format());
            refused.initCause(broken);
            throw refused;
        }
    }
}
