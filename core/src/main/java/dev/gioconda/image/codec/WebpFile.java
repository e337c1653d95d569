package dev.gioconda.image.codec;

import dev.gioconda.image.Orientation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Parses the chunks of a WebP file (RFC 9649, section 2) and keeps those of its picture, or of the first frame of an animation. */
final class WebpFile {

    static final String NAME = "WebP";

    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int VP8X = 0x58385056; // the names of chunks as little-endian numbers
    private static final int ANMF = 0x464d4e41;
    private static final int ALPH = 0x48504c41;
    private static final int VP8 = 0x20385056;
    private static final int VP8L = 0x4c385056;
    private static final int ICCP = 0x50434349;
    private static final int EXIF = 0x46495845;
    private static final int FRAME_HEADER = 16;
    private static final int START_CODE = 0x2a019d;
    private static final int SIGNATURE = 0x2f;
    /** The codec takes a quarter of a microsecond for each, ten times as long as that of JPEG. */
    private static final int MAX_LOSSY_PIXELS = 8_000_000;

    private static final byte[] EXIF_PREFIX = {'E', 'x', 'i', 'f', 0, 0};

    private final byte[] bytes;
    private final ByteBuffer file;
    private byte[] exif = StrippedImage.NO_EXIF;
    private byte[] profile = StrippedImage.NO_PROFILE;
    private int canvasWidth;
    private int canvasHeight;
    private int left;
    private int top;
    private byte[] alpha = {};
    private byte[] pixels = {};
    private boolean lossless;
    private int width;
    private int height;

    private WebpFile(byte[] bytes) {
        this.bytes = bytes;
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static StrippedImage strip(byte[] bytes) throws RefusedPictureException {
        return new WebpFile(bytes).parse();
    }

    private StrippedImage parse() throws RefusedPictureException {
        if (bytes.length < FIRST_CHUNK + CHUNK_HEADER) {
            throw StrippedImage.truncated(NAME);
        }
        long end = CHUNK_HEADER + Integer.toUnsignedLong(file.getInt(4));
        if (end > bytes.length) {
            throw StrippedImage.truncated(NAME);
        }
        readChunks(FIRST_CHUNK, (int) end, false);
        if (pixels.length == 0) {
            throw StrippedImage.damaged(NAME);
        }
        if (canvasWidth == 0) {
            canvasWidth = width;
            canvasHeight = height;
        }
        if (left + width > canvasWidth || top + height > canvasHeight) {
            throw StrippedImage.damaged(NAME);
        }
        return new StrippedImage(
                NAME,
                canvasWidth,
                canvasHeight,
                pixels,
                canvasWidth == width && canvasHeight == height ? ExifOrientation.read(exif) : Orientation.UPRIGHT,
                profile,
                new WebpPixels(width, height, left, top, lossless, alpha));
    }

    /** @param frame whether these are the chunks of a frame, which holds a picture, but no further frame */
    private void readChunks(int start, int end, boolean frame) throws RefusedPictureException {
        int position = start;
        while (position + CHUNK_HEADER <= end) {
            int name = file.getInt(position);
            long length = Integer.toUnsignedLong(file.getInt(position + 4));
            int data = position + CHUNK_HEADER;
            if (length > end - data) {
                throw StrippedImage.truncated(NAME);
            }
            if (!frame || name == ALPH || name == VP8 || name == VP8L) {
                readChunk(name, data, (int) length);
            }
            position = data + (int) length + (int) (length & 1);
        }
    }

    private void readChunk(int name, int data, int length) throws RefusedPictureException {
        switch (name) {
            case VP8X -> {
                checkLength(length, 10);
                canvasWidth = 1 + unsigned24(data + 4);
                canvasHeight = 1 + unsigned24(data + 7);
            }
            case ANMF -> {
                checkLength(length, FRAME_HEADER);
                if (pixels.length == 0) {
                    left = 2 * unsigned24(data);
                    top = 2 * unsigned24(data + 3);
                    readChunks(data + FRAME_HEADER, data + length, true);
                }
            }
            case ALPH, VP8, VP8L -> readPicture(name, data, length);
            case ICCP ->
                profile = length <= ColorProfile.MAX_BYTES
                        ? Arrays.copyOfRange(bytes, data, data + length)
                        : StrippedImage.NO_PROFILE;
            case EXIF -> {
                boolean prefixed = length > EXIF_PREFIX.length
                        && Arrays.equals(bytes, data, data + EXIF_PREFIX.length, EXIF_PREFIX, 0, EXIF_PREFIX.length);
                int from = prefixed ? data + EXIF_PREFIX.length : data;
                exif = Arrays.copyOfRange(bytes, from, Math.min(data + length, from + ExifOrientation.MAX_BYTES));
            }
            default -> {} // texts and chunks of other programs
        }
    }

    private void readPicture(int name, int data, int length) throws RefusedPictureException {
        if (pixels.length > 0) {
            return; // the first one is the picture
        }
        if (name == ALPH) {
            alpha = Arrays.copyOfRange(bytes, data, data + length);
            return;
        }
        checkLength(length, 10);
        lossless = name == VP8L;
        if (lossless) {
            int sizes = file.getInt(data + 1);
            if (bytes[data] != SIGNATURE || sizes >>> 29 != 0) {
                throw StrippedImage.damaged(NAME);
            }
            width = 1 + (sizes & 0x3fff);
            height = 1 + (sizes >> 14 & 0x3fff);
        } else {
            if ((bytes[data] & 1) != 0 || unsigned24(data + 3) != START_CODE) {
                throw StrippedImage.damaged(NAME);
            }
            width = file.getShort(data + 6) & 0x3fff;
            height = file.getShort(data + 8) & 0x3fff;
            if (width == 0 || height == 0) {
                throw StrippedImage.damaged(NAME);
            }
            if (width * height > MAX_LOSSY_PIXELS) {
                throw new RefusedPictureException(
                        "This lossy WebP picture has %,d x %,d pixels; expected at most %,d, since it takes long to decode. Save it as JPEG or PNG and try again."
                                .formatted(width, height, MAX_LOSSY_PIXELS));
            }
        }
        pixels = Arrays.copyOfRange(bytes, data, data + length);
    }

    private static void checkLength(int length, int least) throws RefusedPictureException {
        if (length < least) {
            throw StrippedImage.damaged(NAME);
        }
    }

    private int unsigned24(int position) {
        return (bytes[position] & 0xff) | (bytes[position + 1] & 0xff) << 8 | (bytes[position + 2] & 0xff) << 16;
    }
}
