package dev.gioconda.image.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Parses the chunks of a PNG file (ISO/IEC 15948) and keeps those needed to decode the pixels. */
final class PngFile {
    private static final int SIGNATURE = 8;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int TRNS = 0x74524e53;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int EXIF = 0x65584966;

    private PngFile() {}

    /** Reads the file up to its end chunk and ignores the rest. */
    static StrippedImage strip(byte[] bytes) throws RefusedPictureException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        kept.write(bytes, 0, SIGNATURE);
        ByteBuffer file = ByteBuffer.wrap(bytes); // big-endian, as PNG is
        int width = 0;
        int height = 0;
        byte[] exif = StrippedImage.NO_EXIF;
        int position = SIGNATURE;
        while (true) {
            if (bytes.length - position < 12) {
                throw StrippedImage.truncated("PNG");
            }
            int length = file.getInt(position);
            int type = file.getInt(position + 4);
            if (length < 0 || (type == IHDR) != (position == SIGNATURE) || (type == IHDR && length != 13)) {
                throw StrippedImage.damaged("PNG");
            }
            if (length > bytes.length - position - 12) {
                throw StrippedImage.truncated("PNG");
            }
            if (type == IHDR) {
                width = file.getInt(position + 8);
                height = file.getInt(position + 12);
                if (width < 1 || height < 1) {
                    throw StrippedImage.damaged("PNG");
                }
            }
            if (type == IHDR || type == PLTE || type == TRNS || type == IDAT || type == IEND) {
                verifyChecksum(file, position, length);
                kept.write(bytes, position, length + 12);
            } else if (type == EXIF) {
                int considered = Math.min(length, ExifOrientation.MAX_BYTES);
                exif = Arrays.copyOfRange(bytes, position + 8, position + 8 + considered);
            }
            if (type == IEND) {
                return new StrippedImage("png", width, height, kept.toByteArray(), exif);
            }
            position += length + 12;
        }
    }

    private static void verifyChecksum(ByteBuffer file, int position, int length) throws RefusedPictureException {
        CRC32 checksum = new CRC32();
        checksum.update(file.slice(position + 4, length + 4)); // over type and data
        if ((int) checksum.getValue() != file.getInt(position + 8 + length)) {
            throw StrippedImage.damaged("PNG");
        }
    }
}
