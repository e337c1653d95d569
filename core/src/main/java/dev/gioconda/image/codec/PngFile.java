package dev.gioconda.image.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/** Parses the chunks of a PNG file (ISO/IEC 15948) and keeps those needed to decode the pixels. */
final class PngFile {
    private static final int SIGNATURE = 8;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int TRNS = 0x74524e53;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int EXIF = 0x65584966;
    private static final int ICCP = 0x69434350;
    private static final int SRGB = 0x73524742;
    private static final int MAX_PROFILE_NAME = 79;

    private PngFile() {}

    /** Reads the file up to its end chunk and ignores the rest. */
    static StrippedImage strip(byte[] bytes) throws RefusedPictureException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        kept.write(bytes, 0, SIGNATURE);
        ByteBuffer file = ByteBuffer.wrap(bytes); // big-endian, as PNG is
        int width = 0;
        int height = 0;
        byte[] exif = StrippedImage.NO_EXIF;
        byte[] profile = StrippedImage.NO_PROFILE;
        boolean srgb = false;
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
            } else if (type == ICCP) {
                profile = profile(bytes, position + 8, length);
            }
            srgb |= type == SRGB;
            if (type == IEND) {
                byte[] used = srgb ? StrippedImage.NO_PROFILE : profile;
                return new StrippedImage(
                        "PNG",
                        width,
                        height,
                        kept.toByteArray(),
                        ExifOrientation.read(exif),
                        used,
                        (image, step) -> JdkPixels.read(image, JdkCodecs.PNG_READER, step));
            }
            position += length + 12;
        }
    }

    /** The profile of a chunk {@code name 0 0 deflated}; empty if it is damaged or too long, since the pixels are intact all the same. */
    private static byte[] profile(byte[] bytes, int position, int length) {
        int name = 0;
        while (name < length && name <= MAX_PROFILE_NAME && bytes[position + name] != 0) {
            name++;
        }
        int start = name + 2; // the end of the name and the compression method
        if (start >= length || bytes[position + name] != 0 || bytes[position + name + 1] != 0) {
            return StrippedImage.NO_PROFILE;
        }
        byte[] compressed = Arrays.copyOfRange(bytes, position + start, position + length);
        try (InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            byte[] profile = inflated.readNBytes(ColorProfile.MAX_BYTES + 1);
            return profile.length > ColorProfile.MAX_BYTES ? StrippedImage.NO_PROFILE : profile;
        } catch (IOException damaged) {
            return StrippedImage.NO_PROFILE;
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
