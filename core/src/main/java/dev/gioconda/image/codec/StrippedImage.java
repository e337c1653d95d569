package dev.gioconda.image.codec;

/**
 * A picture file reduced to what its pixels need: the decoder never sees colour profiles, texts, thumbnails or comments.
 *
 * @param format the codec's name, {@code jpeg} or {@code png}
 * @param width stored columns, as the header states them
 * @param height stored rows
 * @param bytes the file without its metadata
 * @param exif the TIFF block of the EXIF metadata, empty when there is none
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
