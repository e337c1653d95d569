package dev.gioconda.image.codec;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * How a JPEG file of four components codes inks, and the conversion of its samples: CMYK or YCCK, inverted in files with an Adobe segment
 * (Adobe Technical Note 5116; the rules of libjpeg where the note is silent). The JDK's codec gives the samples as they are stored.
 */
final class InkCoding {

    private static final int TRANSFORM = 13; // offset in the Adobe segment, of 1 byte
    private static final int FIRST_SAMPLING = 9; // offset in the frame header
    private static final int THIRD_SAMPLING = FIRST_SAMPLING + 2 * 3;

    private boolean adobe;
    private boolean transformed; // YCCK

    /** Reads the sampling factors of a frame header: without an Adobe segment, files with reduced color are YCCK. */
    void addFrame(byte[] bytes, int position, int length) {
        if (!adobe && length > THIRD_SAMPLING) {
            transformed = bytes[position + FIRST_SAMPLING] != bytes[position + THIRD_SAMPLING];
        }
    }

    /** Reads an Adobe segment. */
    void addAdobe(byte[] bytes, int position, int length) {
        adobe = length > TRANSFORM;
        transformed = adobe && bytes[position + TRANSFORM] != 0;
    }

    /** Converts to RGB by the file's own profile, or by the product of the paper's share of each ink. */
    PixelReader reader(boolean endAdded) {
        return (image, step) -> {
            Raster samples = samples(image, step, endAdded);
            int width = samples.getWidth();
            byte[] inks = new byte[width * samples.getHeight() * 4];
            int[] row = new int[width * 4];
            for (int y = 0, i = 0; y < samples.getHeight(); y++) {
                samples.getPixels(samples.getMinX(), samples.getMinY() + y, width, 1, row);
                for (int x = 0; x < row.length; x += 4, i += 4) {
                    putInks(row, x, inks, i);
                }
            }
            return ColorProfile.inksToSrgb(width, samples.getHeight(), inks, image.profile());
        };
    }

    private static Raster samples(StrippedImage image, int step, boolean endAdded) throws IOException {
        ImageReader reader = JdkCodecs.JPEG_READER.createReaderInstance();
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(image.bytes()))) {
            reader.setInput(stream, true, true);
            boolean[] incomplete = new boolean[1];
            reader.addIIOReadWarningListener((source, warning) -> incomplete[0] = true);
            Raster samples = reader.readRaster(0, JdkPixels.subsampling(reader, step, 0, 0));
            if (samples.getNumBands() != 4
                    || samples.getWidth() != PixelReader.reduced(image.width(), step)
                    || samples.getHeight() != PixelReader.reduced(image.height(), step)) {
                throw StrippedImage.damaged(image.format());
            }
            if (endAdded && incomplete[0]) {
                throw StrippedImage.truncated(image.format());
            }
            return samples;
        } finally {
            reader.dispose();
        }
    }

    /** The inks of a pixel, 0 for none to 255. */
    private void putInks(int[] row, int x, byte[] inks, int i) {
        int cyan = row[x];
        int magenta = row[x + 1];
        int yellow = row[x + 2];
        if (transformed) { // to RGB by JFIF's formulas, of which the inks are the complement
            int blueness = row[x + 1] - 128;
            int redness = row[x + 2] - 128;
            cyan = 255 - clamped(row[x] + 1.402 * redness);
            magenta = 255 - clamped(row[x] - 0.344136 * blueness - 0.714136 * redness);
            yellow = 255 - clamped(row[x] + 1.772 * blueness);
        }
        int complement = adobe ? 255 : 0;
        inks[i] = (byte) (cyan ^ complement);
        inks[i + 1] = (byte) (magenta ^ complement);
        inks[i + 2] = (byte) (yellow ^ complement);
        inks[i + 3] = (byte) (row[x + 3] ^ complement);
    }

    private static int clamped(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
