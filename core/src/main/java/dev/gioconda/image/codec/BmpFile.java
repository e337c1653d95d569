package dev.gioconda.image.codec;

import dev.gioconda.image.Orientation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;

/**
 * Checks the header of a BMP file (Microsoft's {@code BITMAPINFOHEADER} and its successors) and sets its sizes, so that the codec
 * allocates nothing by numbers of the file. A BMP file that contains a whole JPEG or PNG file is rejected, since the codec would pass it to
 * any codec on the class path, and a profile in another file is not opened.
 */
final class BmpFile {

    private static final String NAME = "BMP";
    private static final int FILE_HEADER = 14;
    private static final int PIXELS =
            10; // offset of the position of the pixels, as all offsets below from the start of the file
    private static final int OLD_HEADER = 12;
    private static final int HEADER = 40;
    private static final Set<Integer> LONG_HEADERS =
            Set.of(52, 56); // to the codec, a header of 40 bytes and three masks
    private static final Set<Integer> HEADERS = Set.of(OLD_HEADER, HEADER, 52, 56, 108, 124);
    private static final int WIDTH = 18;
    private static final int HEIGHT = 22;
    private static final int OLD_BITS = 24;
    private static final int BITS = 28;
    private static final int COMPRESSION = 30;
    private static final int IMAGE_SIZE = 34;
    private static final int COLORS = 46;
    private static final int COLOR_SPACE = 70;
    private static final int PROFILE = 126;
    private static final int EMBEDDED = 0x4d424544; // "MBED"
    private static final int SRGB = 0x73524742; // "sRGB"
    private static final int LAST_ROW_PADDING = 3;

    private BmpFile() {}

    static StrippedImage strip(byte[] bytes) throws RefusedPictureException {
        if (bytes.length < FILE_HEADER + OLD_HEADER) {
            throw StrippedImage.truncated(NAME);
        }
        byte[] copy = Arrays.copyOf(bytes, bytes.length + LAST_ROW_PADDING); // some writers leave it out
        ByteBuffer file = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        int header = file.getInt(FILE_HEADER);
        if (!HEADERS.contains(header)) {
            throw StrippedImage.damaged(NAME);
        }
        int pixels = file.getInt(PIXELS);
        if (bytes.length < FILE_HEADER + header || pixels > bytes.length) {
            throw StrippedImage.truncated(NAME);
        }
        boolean old = header == OLD_HEADER;
        int width = old ? Short.toUnsignedInt(file.getShort(WIDTH)) : file.getInt(WIDTH);
        int height = old ? Short.toUnsignedInt(file.getShort(WIDTH + 2)) : Math.abs(file.getInt(HEIGHT));
        int bits = file.getShort(old ? OLD_BITS : BITS);
        int compression = old ? 0 : file.getInt(COMPRESSION);
        if (pixels < FILE_HEADER + header || width < 1 || height < 1 || !isKnown(bits, compression)) {
            throw StrippedImage.damaged(NAME);
        }
        boolean runs = compression == 1 || compression == 2;
        long rowBytes = ((long) width * bits + 31) / 32 * 4;
        if (!runs && bytes.length - pixels < rowBytes * height - LAST_ROW_PADDING) {
            throw StrippedImage.truncated(NAME);
        }
        byte[] profile = StrippedImage.NO_PROFILE;
        file.putInt(2, bytes.length);
        if (!old) {
            int colors = file.getInt(COLORS);
            if (colors < 0 || colors > 256) {
                throw StrippedImage.damaged(NAME);
            }
            file.putInt(IMAGE_SIZE, bytes.length - pixels);
            if (LONG_HEADERS.contains(header)) {
                file.putInt(FILE_HEADER, HEADER);
            } else if (header > HEADER) {
                profile = profile(bytes, file, header);
                file.putInt(COLOR_SPACE, SRGB);
            }
        }
        return new StrippedImage(
                NAME,
                width,
                height,
                copy,
                Orientation.UPRIGHT,
                profile,
                (image, step) -> JdkPixels.read(image, JdkCodecs.BMP_READER, step));
    }

    /** Compressions: 0 none, 1 runs of 8 bits, 2 runs of 4 bits, 3 masks. Others are whole files of other formats. */
    private static boolean isKnown(int bits, int compression) {
        return switch (compression) {
            case 0 -> Set.of(1, 4, 8, 16, 24, 32).contains(bits);
            case 1 -> bits == 8;
            case 2 -> bits == 4;
            case 3 -> bits == 16 || bits == 32;
            default -> false;
        };
    }

    /** The profile within the file; empty if there is none, since the pixels are intact all the same. */
    private static byte[] profile(byte[] bytes, ByteBuffer file, int header) {
        if (header < PROFILE - FILE_HEADER + 8 || file.getInt(COLOR_SPACE) != EMBEDDED) {
            return StrippedImage.NO_PROFILE;
        }
        long start = FILE_HEADER + Integer.toUnsignedLong(file.getInt(PROFILE));
        long length = Integer.toUnsignedLong(file.getInt(PROFILE + 4));
        return length <= ColorProfile.MAX_BYTES && start + length <= bytes.length
                ? Arrays.copyOfRange(bytes, (int) start, (int) (start + length))
                : StrippedImage.NO_PROFILE;
    }
}
