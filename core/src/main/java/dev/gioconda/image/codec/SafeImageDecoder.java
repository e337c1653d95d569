package dev.gioconda.image.codec;

import dev.gioconda.image.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The only decoder of untrusted bytes. It accepts JPEG (gray or RGB, 8 bits) and PNG (all color types), recognized by
 * their first bytes; checks size, width, height and completeness before it decodes a pixel; applies the EXIF
 * orientation; composites transparency onto white; and ignores everything else, including color profiles: samples are
 * taken as sRGB. Stateless and thread-safe.
 */
public final class SafeImageDecoder {
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
     * @param maxPixels the largest width times height
     * @param maxSide the largest width or height
     */
    public record DecodeLimits(int maxBytes, int maxPixels, int maxSide) {
        /** 20 MB, 25 megapixels, 10,000 pixels a side. */
        public static final DecodeLimits DEFAULT = new DecodeLimits(20_000_000, 25_000_000, 10_000);

        /** For files that this program has written itself: 256 MB, 64 megapixels, 10,000 pixels a side. */
        public static final DecodeLimits TRUSTED = new DecodeLimits(256_000_000, 64_000_000, 10_000);
    }

    /**
     * Decodes a file.
     *
     * @throws RefusedPictureException if it is too large or not a JPEG or PNG picture
     * @throws IOException if the file cannot be read
     */
    public Picture read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return decode(in.readNBytes(limits.maxBytes + 1)); // one more byte shows that the file is too large
        }
    }

    /**
     * Decodes the bytes of a JPEG or PNG file.
     *
     * @throws RefusedPictureException if they are too large or not a JPEG or PNG picture
     */
    public Picture decode(byte[] bytes) throws RefusedPictureException {
        if (bytes.length > limits.maxBytes) {
            throw new RefusedPictureException(
                    "This file has more than %,d bytes, the limit. Scale it down.".formatted(limits.maxBytes));
        }
        StrippedImage stripped = FileKind.strip(bytes);
        if (stripped.width() > limits.maxSide
                || stripped.height() > limits.maxSide
                || (long) stripped.width() * stripped.height() > limits.maxPixels) {
            throw new RefusedPictureException(
                    ("This picture has %,d x %,d pixels; expected at most %,d a side and %,d in "
                                    + "all. Scale it down.")
                            .formatted(stripped.width(), stripped.height(), limits.maxSide, limits.maxPixels));
        }
        return ExifOrientation.read(stripped.exif()).upright(Picture.of(decodePixels(stripped)));
    }

    private static BufferedImage decodePixels(StrippedImage stripped) throws RefusedPictureException {
        boolean jpeg = stripped.format().equals("jpeg");
        try {
            ImageReader reader = (jpeg ? JdkCodecs.JPEG_READER : JdkCodecs.PNG_READER).createReaderInstance();
            try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(stripped.bytes()))) {
                reader.setInput(stream, true, true); // forward only, metadata ignored
                BufferedImage image = reader.read(0);
                if (image.getWidth() != stripped.width() || image.getHeight() != stripped.height()) {
                    throw StrippedImage.damaged(jpeg ? "JPEG" : "PNG");
                }
                return image;
            } finally {
                reader.dispose();
            }
        } catch (RefusedPictureException refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            // the JDK's codecs throw any exception on damaged files: IIOException, array bounds, negative sizes
            RefusedPictureException refused = StrippedImage.damaged(jpeg ? "JPEG" : "PNG");
            refused.initCause(broken);
            throw refused;
        }
    }
}
