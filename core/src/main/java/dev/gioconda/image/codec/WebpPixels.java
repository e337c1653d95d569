package dev.gioconda.image.codec;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.spi.ImageReaderSpi;

/**
 * Decodes the picture of a WebP file: lossy pixels by TwelveMonkeys, which gets a file of the one chunk that it needs, lossless pixels and
 * transparency by {@link Vp8lPicture}.
 *
 * @param width columns of the picture
 * @param height rows of the picture
 * @param left columns of the canvas to the left of it
 * @param top rows of the canvas above it
 * @param lossless whether the pixels are lossless
 * @param alpha the content of the chunk of transparency, empty for none // [1 + n]
 */
record WebpPixels(int width, int height, int left, int top, boolean lossless, byte[] alpha) implements PixelReader {

    private static final ImageReaderSpi LOSSY_READER = new WebPImageReaderSpi();
    private static final int HEADER = 5; // of a lossless picture
    private static final int CONTAINER = 20; // the file's header and that of a chunk

    @Override
    public Picture read(StrippedImage image, int step) throws IOException {
        boolean whole = width == image.width() && height == image.height();
        if (step > 1 && (lossless || alpha.length > 0 || !whole)) {
            throw new RefusedPictureException(
                    ("This WebP picture has %,d x %,d pixels; lossless, transparent and animated WebP pictures "
                                    + "are not read at reduced size. Scale it down.")
                            .formatted(image.width(), image.height()));
        }
        Picture picture = lossless ? opaque(losslessPixels(image.bytes())) : lossyPixels(image.bytes(), step);
        Picture composed = alpha.length == 0 || lossless ? picture : onWhite(picture);
        return whole ? composed : onCanvas(composed, image.width(), image.height());
    }

    private Picture lossyPixels(byte[] chunk, int step) throws IOException {
        int padded = chunk.length + (chunk.length & 1);
        byte[] file = ByteBuffer.allocate(CONTAINER + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(CONTAINER - 8 + padded)
                .put("WEBPVP8 ".getBytes(StandardCharsets.US_ASCII))
                .putInt(chunk.length)
                .put(chunk)
                .array();
        StrippedImage single = new StrippedImage(
                WebpFile.NAME, width, height, file, Orientation.UPRIGHT, StrippedImage.NO_PROFILE, this);
        return JdkPixels.read(single, LOSSY_READER, step);
    }

    private int[] losslessPixels(byte[] chunk) throws RefusedPictureException {
        return Vp8lPicture.decode(new Vp8lBits(chunk, HEADER, chunk.length), width, height);
    }

    private Picture opaque(int[] pixels) {
        byte[] rgb = new byte[pixels.length * 3];
        for (int i = 0; i < pixels.length; i++) {
            int weight = pixels[i] >>> 24;
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = blended((pixels[i] >> (16 - 8 * c)) & 0xff, weight);
            }
        }
        return new Picture(width, height, rgb);
    }

    private Picture onWhite(Picture picture) throws RefusedPictureException {
        byte[] weights = weights();
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = blended(rgb[i] & 0xff, weights[i / 3] & 0xff);
        }
        return new Picture(width, height, rgb);
    }

    private static byte blended(int level, int weight) {
        return (byte) ((level * weight + 255 * (255 - weight) + 127) / 255);
    }

    /** The opacity of each pixel (RFC 9649, section 2.7.1.2). */
    private byte[] weights() throws RefusedPictureException {
        int compression = alpha[0] & 3;
        byte[] weights = new byte[width * height];
        if (compression == 0) {
            if (alpha.length - 1 < weights.length) {
                throw StrippedImage.truncated(WebpFile.NAME);
            }
            System.arraycopy(alpha, 1, weights, 0, weights.length);
        } else if (compression == 1) {
            int[] pixels = Vp8lPicture.decode(new Vp8lBits(alpha, 1, alpha.length), width, height);
            for (int i = 0; i < pixels.length; i++) {
                weights[i] = (byte) (pixels[i] >> 8); // of green
            }
        } else {
            throw StrippedImage.damaged(WebpFile.NAME);
        }
        undoFilter(alpha[0] >> 2 & 3, weights);
        return weights;
    }

    private void undoFilter(int filter, byte[] weights) {
        if (filter == 0) {
            return;
        }
        for (int i = 1; i < weights.length; i++) {
            int x = i % width;
            int leftward = x == 0 ? 0 : weights[i - 1] & 0xff;
            int upward = i < width ? 0 : weights[i - width] & 0xff;
            int predicted;
            if (i < width) {
                predicted = leftward;
            } else if (x == 0 || filter == 2) {
                predicted = upward;
            } else if (filter == 1) {
                predicted = leftward;
            } else {
                predicted = Math.max(0, Math.min(255, leftward + upward - (weights[i - width - 1] & 0xff)));
            }
            weights[i] += (byte) predicted;
        }
    }

    private Picture onCanvas(Picture picture, int columns, int rows) {
        byte[] rgb = new byte[columns * rows * 3];
        Arrays.fill(rgb, (byte) 255);
        for (int y = 0; y < height; y++) {
            System.arraycopy(picture.rgb(), y * width * 3, rgb, ((top + y) * columns + left) * 3, width * 3);
        }
        return new Picture(columns, rows, rgb);
    }
}
