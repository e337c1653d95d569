package dev.gioconda.image.codec;

import java.nio.charset.StandardCharsets;

/** Recognizes file formats by their first bytes; the name and the declared type of an upload are not used. */
enum FileKind {
    /** Read by {@link JpegFile}. */
    JPEG("\u00ff\u00d8\u00ff", 0, ""),
    /** Read by {@link PngFile}. */
    PNG("\u0089PNG\r\n\u001a\n", 0, ""),
    /** This and the kinds below are not supported; they are only named in the error message. */
    GIF("GIF8", 0, "a GIF picture"),
    BMP("BM", 0, "a BMP picture"),
    TIFF_LITTLE("II*\0", 0, "a TIFF picture"),
    TIFF_BIG("MM\0*", 0, "a TIFF picture"),
    WEBP("WEBP", 8, "a WebP picture"),
    HEIF("ftyp", 4, "a HEIC, AVIF or video file"),
    PDF("%PDF", 0, "a PDF document"),
    MARKUP("<", 0, "a web page or an SVG drawing");

    private final String magic;
    private final int offset;
    private final String description;

    FileKind(String magic, int offset, String description) {
        this.magic = magic;
        this.offset = offset;
        this.description = description;
    }

    /** The file without its metadata, if it is a JPEG or a PNG. */
    static StrippedImage strip(byte[] bytes) throws RefusedPictureException {
        if (bytes.length == 0) {
            throw new RefusedPictureException(
                    "This file is empty; expected a JPEG or PNG picture. Choose another file.");
        }
        for (FileKind kind : values()) {
            if (kind.matches(bytes)) {
                return switch (kind) {
                    case JPEG -> JpegFile.strip(bytes);
                    case PNG -> PngFile.strip(bytes);
                    default -> throw unsupported(kind.description);
                };
            }
        }
        throw unsupported("a file of an unknown format");
    }

    private boolean matches(byte[] bytes) {
        int end = offset + magic.length();
        return bytes.length >= end
                && new String(bytes, offset, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
    }

    private static RefusedPictureException unsupported(String description) {
        return new RefusedPictureException(
                "This is %s; expected JPEG or PNG. Save it as one of these and try again.".formatted(description));
    }
}
