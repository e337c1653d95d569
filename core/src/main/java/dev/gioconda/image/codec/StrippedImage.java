package dev.gioconda.image.codec;

/**
 * An image file reduced to what the pixels need: color profiles, texts, thumbnails and comments never reach the
 * decoder.
 *
 * @param format the codec's name, {@code jpeg} or {@code png}
 * @param width stored columns, from the header
 * @param height stored rows
 * @param bytes the file without its metadata
 * @param exif the first {@link ExifOrientation#MAX_BYTES} bytes of the TIFF block of the EXIF metadata, empty if there is none
 */
record StrippedImage(String format, int width, int height, byte[] bytes, byte[] exif) {
    static final byte[] NO_EXIF = {};

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
