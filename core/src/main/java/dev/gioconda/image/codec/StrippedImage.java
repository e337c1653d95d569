package dev.gioconda.image.codec;

/**
 * An image file reduced to what the pixels need: texts, thumbnails and comments never reach the decoder, and its color
 * profile is applied to the decoded pixels by {@link ColorProfile}.
 *
 * @param format the codec's name, {@code jpeg} or {@code png}
 * @param width stored columns, from the header
 * @param height stored rows
 * @param bytes the file without its metadata
 * @param exif the first {@link ExifOrientation#MAX_BYTES} bytes of the TIFF block of the EXIF metadata, empty if there is none
 * @param profile the ICC profile, at most {@link ColorProfile#MAX_BYTES} bytes, empty if there is none
 * @param endAdded whether the file lacked its end marker; then the decoder must find every pixel
 */
record StrippedImage(
        String format, int width, int height, byte[] bytes, byte[] exif, byte[] profile, boolean endAdded) {
    static final byte[] NO_EXIF = {};
    static final byte[] NO_PROFILE = {};

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
