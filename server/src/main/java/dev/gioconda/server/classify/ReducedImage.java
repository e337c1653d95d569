package dev.gioconda.server.classify;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;

/**
 * A copy of a classified image that takes little memory: reduced to the side that feedback stores, and a JPEG file unless it is small.
 *
 * @param bytes of the JPEG file, or the pixels
 * @param compressed whether {@code bytes} are a file
 * @param width in pixels
 * @param height in pixels
 * @param scale pixels of this copy per pixel of the image, at most 1
 */
record ReducedImage(byte[] bytes, boolean compressed, int width, int height, double scale) {

    /** The longest side in pixels; larger than the input of any network. */
    static final int MAX_SIDE = 2000;

    private static final int MAX_RAW_BYTES = 1 << 18;
    private static final double JPEG_QUALITY = 0.95; // no visible loss, a tenth of the pixels' memory
    private static final SafeImageDecoder TRUSTED = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.TRUSTED);

    static ReducedImage of(Picture image) {
        Picture reduced = Resampler.fit(image, MAX_SIDE);
        boolean compressed = reduced.rgb().length > MAX_RAW_BYTES;
        return new ReducedImage(
                compressed ? PictureWriter.jpeg(reduced, JPEG_QUALITY) : reduced.rgb(),
                compressed,
                reduced.width(),
                reduced.height(),
                (double) reduced.width() / image.width());
    }

    /** The pixels. */
    Picture decode() {
        if (!compressed) {
            return new Picture(width, height, bytes);
        }
        try {
            return TRUSTED.decode(bytes);
        } catch (RefusedPictureException impossible) {
            throw new IllegalStateException("A JPEG file of this program cannot be decoded.", impossible);
        }
    }
}
