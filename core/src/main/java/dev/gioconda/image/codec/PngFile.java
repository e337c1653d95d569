package dev.gioconda.image.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Walks the chunks of a PNG file (ISO/IEC 15948) and keeps those that the pixels need. */
final class PngFile {
    private static final int SIGNATURE = 8;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int TRNS = 0x74524e53;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int EXIF = 0x65584966;

    private PngFile() {}

    /** Reads the file up to its end chunk; what follows that is ignored. */
    static Essence essence(byte[] bytes) throws RefusedPictureException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        kept.write(bytes, 0, SIGNATURE);
        ByteBuffer file = ByteBuffer.wrap(bytes); // big-endian, as PNG is
        int width = 0;
        int height = 0;
        byte[] exif = Essence.NO_EXIF;
        int at = SIGNATURE;
        while (true) {
            if (bytes.length - at < 12) {
                throw Essence.cutShort("PNG");
            }
            int length = file.getInt(at);
            int type = file.getInt(at + 4);
            if (length < 0 || (type == IHDR) != (at == SIGNATURE) || (type == IHDR && length != 13)) {
                throw Essence.damaged("PNG");
            }
            if (length > bytes.length - at - 12) {
                throw Essence.cutShort("PNG");
            }
            if (type == IHDR) {
                width = file.getInt(at + 8);
                height = file.getInt(at + 12);
                if (width < 1 || height < 1) {
                    throw Essence.damaged("PNG");
                }
            }
            if (type == IHDR || type == PLTE || type == TRNS || type == IDAT || type == IEND) {
                checkSum(file, at, length);
                kept.write(bytes, at, length + 12);
            } else if (type == EXIF) {
                exif = Arrays.copyOfRange(bytes, at + 8, at + 8 + length);
            }
            if (type == IEND) {
                return new Essence("png", width, height, kept.toByteArray(), exif);
            }
            at += length + 12;
        }
    }

    private static void checkSum(ByteBuffer file, int at, int length) throws RefusedPictureException {
        CRC32 sum = new CRC32();
        sum.update(file.slice(at + 4, length + 4)); // over type and data
        if ((int) sum.getValue() != file.getInt(at + 8 + length)) {
            throw Essence.damaged("PNG");
        }
    }
}
