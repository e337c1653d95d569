package dev.gioconda.image.codec;

import dev.gioconda.image.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The only decoder of untrusted bytes. It accepts JPEG (gray, RGB or CMYK, 8 bits), PNG (all color types), WebP, GIF, BMP and
 * TIFF, of which it reads the first picture, recognized by their first bytes; checks size, width, height and completeness before it
 * decodes a pixel; converts the colors of an ICC profile to sRGB ({@link ColorProfile}); applies the EXIF orientation; composites
 * transparency onto white; and ignores everything else. Stateless and thread-safe.
 */
public final class SafeImageDecoder {
    private static final int MAX_STEP = 8; // a row of the largest image has less than a megabyte
    private static final long MAX_SCANNED_PIXELS = 400_000_000;
    private static final long MAX_SCANS = 16; // of the largest image; progressive files have about 10

    private final DecodeLimits limits;

    /** A decoder with {@link DecodeLimits#DEFAULT}. */
    public SafeImageDecoder() {
        this(DecodeLimits.DEFAULT);
    }

    /** A decoder with these limits. */
    public SafeImageDecoder(DecodeLimits limits) {
        this.limits = limits;
    }

    /**
     * The largest input that is accepted.
     *
     * @param maxBytes the largest file, in bytes
     * @param maxPixels the largest width times height of the result
     * @param maxSide the largest width or height of the result
     * @param maxSourcePixels the largest width times height of the file: an image with more than {@code maxPixels} is read at
     *     reduced size, every second or third pixel of every second or third row and so on
     */
    public record DecodeLimits(int maxBytes, int maxPixels, int maxSide, int maxSourcePixels) {
        /** 20 MB, 25 megapixels, 10,000 pixels a side. */
        public static final DecodeLimits DEFAULT = new DecodeLimits(20_000_000, 25_000_000, 10_000);

        /** For files that this program has written itself: 256 MB, 64 megapixels, 10,000 pixels a side. */
        public static final DecodeLimits TRUSTED = new DecodeLimits(256_000_000, 64_000_000, 10_000);

        /** For files that the user of this machine names: 100 MB, and up to 200 megapixels at reduced size. */
        public static final DecodeLimits LOCAL = new DecodeLimits(100_000_000, 25_000_000, 10_000, 200_000_000);

        /** Limits without images at reduced size. */
        public DecodeLimits(int maxBytes, int maxPixels, int maxSide) {
            this(maxBytes, maxPixels, maxSide, maxPixels);
        }

        /** The same limits with another largest image of a file; smaller than {@code maxPixels} limits both. */
        public DecodeLimits withMaxSourcePixels(int pixels) {
            return new DecodeLimits(maxBytes, Math.min(maxPixels, pixels), maxSide, pixels);
        }

        /** The step between the pixels that are read, 1 for every pixel; 0 if the image is too large. */
        private int step(int width, int height) {
            if ((long) width * height > maxSourcePixels) {
                return 0;
            }
            int step = 1;
            while ((long) PixelReader.reduced(width, step) * PixelReader.reduced(height, step) > maxPixels
                    || Math.max(PixelReader.reduced(width, step), PixelReader.reduced(height, step)) > maxSide) {
                step++;
            }
            return step == 1 || (maxSourcePixels > maxPixels && step <= MAX_STEP) ? step : 0;
        }

        private long maxScannedPixels() {
            return maxSourcePixels > maxPixels ? MAX_SCANS * maxSourcePixels : MAX_SCANNED_PIXELS;
        }
    }

    /**
     * A decoded image and the step between the pixels that were read.
     *
     * @param picture the pixels
     * @param step 1 if every pixel was read, 2 for every second pixel of every second row, and so on
     */
    public record ReducedPicture(Picture picture, int step) {}

    /**
     * The size of a file's image.
     *
     * @param width of the upright image in pixels
     * @param height of the upright image in pixels
     */
    public record ImageSize(int width, int height) {}

    /**
     * Decodes a file.
     *
     * @throws RefusedPictureException if it is too large or not a picture of these formats
     * @throws IOException if the file cannot be read
     */
    public Picture read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in).picture();
        }
    }

    /**
     * Decodes the bytes of a stream up to its end; the caller closes it.
     *
     * @throws RefusedPictureException if they are too large or not a picture of these formats
     * @throws IOException if the stream cannot be read
     */
    public ReducedPicture read(InputStream in) throws IOException {
        return decodeReduced(in.readNBytes(limits.maxBytes + 1)); // one more byte shows that the file is too large
    }

    /**
     * Decodes the bytes of a file.
     *
     * @throws RefusedPictureException if they are too large or not a picture of these formats
     */
    public Picture decode(byte[] bytes) throws RefusedPictureException {
        return decodeReduced(bytes).picture();
    }

    /**
     * The pixels that decoding passes over: width times height, times the number of scans of a progressive JPEG. Checks the file without decoding
     * it.
     *
     * @throws RefusedPictureException if it is too large or not a picture of these formats
     */
    public long scannedPixels(byte[] bytes) throws RefusedPictureException {
        StrippedImage stripped = strip(bytes);
        return (long) stripped.width() * stripped.height() * stripped.scans();
    }

    /**
     * The size of the upright image of a file. Checks the file without decoding it.
     *
     * @throws RefusedPictureException if it is too large or not a picture of these formats
     */
    public ImageSize size(byte[] bytes) throws RefusedPictureException {
        StrippedImage stripped = strip(bytes);
        return stripped.orientation().exchangesSides()
                ? new ImageSize(stripped.height(), stripped.width())
                : new ImageSize(stripped.width(), stripped.height());
    }

    /**
     * Decodes the bytes of a file, with the step between the pixels that were read.
     *
     * @throws RefusedPictureException if they are too large or not a picture of these formats
     */
    public ReducedPicture decodeReduced(byte[] bytes) throws RefusedPictureException {
        StrippedImage stripped = strip(bytes);
        int step = limits.step(stripped.width(), stripped.height());
        Picture stored = ColorProfile.toSrgb(pixels(stripped, step), stripped.profile());
        return new ReducedPicture(stripped.orientation().upright(stored), step);
    }

    /** The file without its metadata, if it is within the limits. */
    private StrippedImage strip(byte[] bytes) throws RefusedPictureException {
        if (bytes.length > limits.maxBytes) {
            throw new RefusedPictureException(
                    "This file has more than %,d bytes, the limit. Scale it down.".formatted(limits.maxBytes));
        }
        StrippedImage stripped = FileKind.strip(bytes, limits.maxScannedPixels());
        if (limits.step(stripped.width(), stripped.height()) == 0) {
            throw new RefusedPictureException(
                    limits.maxSourcePixels > limits.maxPixels
                            ? "This picture has %,d x %,d pixels; expected at most %,d. Scale it down."
                                    .formatted(stripped.width(), stripped.height(), limits.maxSourcePixels)
                            : ("This picture has %,d x %,d pixels; expected at most %,d a side and %,d in "
                                            + "all. Scale it down.")
                                    .formatted(stripped.width(), stripped.height(), limits.maxSide, limits.maxPixels));
        }
        return stripped;
    }

    private static Picture pixels(StrippedImage stripped, int step) throws RefusedPictureException {
        try {
            return stripped.reader().read(stripped, step);
        } catch (RefusedPictureException refused) {
            throw refused;
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            // codecs throw any exception on damaged files: IIOException, array bounds, negative sizes
            RefusedPictureException refused = StrippedImage.damaged(stripped.format());
            refused.initCause(broken);
            throw refused;
        }
    }
}
