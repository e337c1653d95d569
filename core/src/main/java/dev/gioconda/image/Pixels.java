package dev.gioconda.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Converts images of any type to 8-bit RGB. Component images are read from their raster: the JDK interprets gray
 * samples as linear light, so {@link BufferedImage#getRGB} would brighten every gray photograph.
 */
final class Pixels {
    private Pixels() {}

    /** Copies the image, transparent pixels composited onto white. // [h, w, 3] */
    static byte[] rgb(BufferedImage image) {
        ColorModel colorModel = image.getColorModel();
        ColorSpace space = colorModel.getColorSpace();
        boolean samplesAreValues = space.isCS_sRGB() || space == ColorSpace.getInstance(ColorSpace.CS_GRAY);
        int type = image.getRaster().getTransferType();
        boolean plain = colorModel instanceof ComponentColorModel
                && samplesAreValues
                && !colorModel.isAlphaPremultiplied()
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
        return plain ? fromRaster(image) : fromColorModel(image);
    }

    private static byte[] fromRaster(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int bands = raster.getNumBands(); // gray; gray, alpha; red, green, blue; red, green, blue, alpha
        boolean alphaLast = bands == 2 || bands == 4;
        boolean sixteenBit = raster.getTransferType() == DataBuffer.TYPE_USHORT;
        byte[] rgb = new byte[image.getHeight() * width * 3];
        int[] row = new int[width * bands];
        for (int y = 0, i = 0; y < image.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int j = 0; j < row.length; j += bands) {
                int alpha = alphaLast ? toEightBits(row[j + bands - 1], sixteenBit) : 255;
                for (int c = 0; c < 3; c++) {
                    rgb[i++] = onWhite(toEightBits(row[bands < 3 ? j : j + c], sixteenBit), alpha);
                }
            }
        }
        return rgb;
    }

    private static byte[] fromColorModel(BufferedImage image) {
        int width = image.getWidth();
        byte[] rgb = new byte[image.getHeight() * width * 3];
        int[] row = new int[width];
        for (int y = 0, i = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                for (int shift = 16; shift >= 0; shift -= 8) {
                    rgb[i++] = onWhite(argb >> shift & 0xff, argb >>> 24);
                }
            }
        }
        return rgb;
    }

    private static int toEightBits(int sample, boolean sixteenBit) {
        return sixteenBit ? (sample * 255 + 32767) / 65535 : sample;
    }

    private static byte onWhite(int value, int alpha) {
        return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}
