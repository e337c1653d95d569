package dev.gioconda.image.codec;

import java.nio.charset.StandardCharsets;

/** Recognizes file formats by their first bytes; the name and the declared type of an upload are not used. */
enum FileKind {
    /** Read by {@link JpegFile}. */
    JPEG("\u00ff\u00d8\u00ff", 0, "", ""),
    /** Read by {@link PngFile}. */
    PNG("\u0089PNG\r\n\u001a\n", 0, "", ""),
    /** Read by {@link GifFile}. */
    GIF("GIF8", 0, "", ""),
    /** Read by {@link BmpFile}. */
    BMP("BM", 0, "", ""),
    /** This and {@link #TIFF_BIG} are read by {@link TiffFile}. */
    TIFF_LITTLE("II*\0", 0, "", ""),
    TIFF_BIG("MM\0*", 0, "", ""),
    /** Read by {@link WebpFile}. */
    WEBP("WEBP", 8, "", ""),
    /** This and the kinds below are not supported; they are only named in the error message. */
    AVIF("ftypavif", 4, "an AVIF picture", "avifdec in.avif out.png"),
    HEIC("ftyphei", 4, "a HEIC picture", "heif-convert in.heic out.jpg"),
    HEIF("ftyp", 4, "a HEIC, AVIF or video file", "heif-convert in.heic out.jpg"),
    JPEG_XL("\u00ff\n", 0, "a JPEG XL picture", "djxl in.jxl out.png"),
    PDF("%PDF", 0, "a PDF document", ""),
    MARKUP("<", 0, "a web page or an SVG drawing", "");

    private final String magic;
    private final int offset;
    private final String description;
    private final String conversion; // a command that converts it; empty for none

    FileKind(String magic, int offset, String description, String conversion) {
        this.magic = magic;
        this.offset = offset;
        this.description = description;
        this.conversion = conversion;
    }

    /** Whether a file that begins with these bytes is of a known format. */
    static boolean isKnown(byte[] head) {
        for (FileKind kind : values()) {
            if (kind.matches(head)) {
                return true;
            }
        }
        return false;
    }

    /** The file without its metadata, if it is of a format that is read. */
    static StrippedImage strip(byte[] bytes, long maxScannedPixels) throws RefusedPictureException {
        if (bytes.length == 0) {
            throw new RefusedPictureException(
                    "This file is empty; expected a JPEG, PNG or WebP picture. Choose another file.");
        }
        for (FileKind kind : values()) {
            if (kind.matches(bytes)) {
                return switch (kind) {
                    case JPEG -> JpegFile.strip(bytes, maxScannedPixels);
                    case PNG -> PngFile.strip(bytes);
                    case GIF -> GifFile.strip(bytes);
                    case BMP -> BmpFile.strip(bytes);
                    case TIFF_LITTLE, TIFF_BIG -> TiffFile.strip(bytes);
                    case WEBP -> WebpFile.strip(bytes);
                    default -> throw unsupported(kind.description, kind.conversion);
                };
            }
        }
        throw unsupported("a file of an unknown format", "");
    }

    private boolean matches(byte[] bytes) {
        int end = offset + magic.length();
        return bytes.length >= end
                && new String(bytes, offset, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
    }

    private static RefusedPictureException unsupported(String description, String conversion) {
        return new RefusedPictureException(
                "This is %s; expected JPEG, PNG, WebP, GIF, BMP or TIFF. Save it as one of these and try again%s"
                        .formatted(description, conversion.isEmpty() ? "." : ", for example with: " + conversion));
    }
}
