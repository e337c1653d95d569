package dev.gioconda.image.codec;

import dev.gioconda.image.Orientation;

/**
 * An image file reduced to what the pixels need: texts, thumbnails, further pages and comments never reach the decoder, and its color
 * profile is applied to the decoded pixels by {@link ColorProfile}.
 *
 * @param format the format's name in messages
 * @param width stored columns, from the header
 * @param height stored rows
 * @param bytes the file without its metadata
 * @param orientation how the pixels are stored
 * @param profile the ICC profile, at most {@link ColorProfile#MAX_BYTES} bytes, empty if there is none
 * @param reader decodes the pixels
 * @param scans passes over all pixels, more than 1 for a progressive JPEG
 */
record StrippedImage(
        String format,
        int width,
        int height,
        byte[] bytes,
        Orientation orientation,
        byte[] profile,
        PixelReader reader,
        int scans) {
    static final byte[] NO_EXIF = {};
    static final byte[] NO_PROFILE = {};

    /** An image that is decoded in one pass. */
    StrippedImage(
            String format,
            int width,
            int height,
            byte[] bytes,
            Orientation orientation,
            byte[] profile,
            PixelReader reader) {
        this(format, width, height, bytes, orientation, profile, reader, 1);
    }

    static RefusedPictureException truncated(String format) {
        return new RefusedPictureException(
                "This %s file ends in the middle; expected a complete picture. Copy or upload it again."
                        .formatted(format));
    }

    static RefusedPictureException damaged(String format) {
        return new RefusedPictureException(
                "This %s file is damaged; expected a readable picture. Open it in a viewer and save it again."
                        .formatted(format));
    }
}
