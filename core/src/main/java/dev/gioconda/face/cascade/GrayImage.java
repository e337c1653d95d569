package dev.gioconda.face.cascade;

import dev.gioconda.image.AffineMap;
import dev.gioconda.image.Picture;
import java.util.Arrays;

/**
 * The luma of a picture (ITU-R BT.601), from which patches are sampled as {@link dev.gioconda.image.Resampler} samples gray pictures, with
 * one channel instead of three.
 */
final class GrayImage {

    private final double[] luma; // [height, width]
    private final int width;
    private final int height;

    private GrayImage(double[] luma, int width, int height) {
        this.luma = luma;
        this.width = width;
        this.height = height;
    }

    static GrayImage of(Picture picture) {
        byte[] rgb = picture.rgb();
        double[] luma = new double[picture.width() * picture.height()];
        for (int i = 0, j = 0; i < luma.length; i++, j += 3) {
            luma[i] = 0.299 * (rgb[j] & 0xff) + 0.587 * (rgb[j + 1] & 0xff) + 0.114 * (rgb[j + 2] & 0xff);
        }
        return new GrayImage(luma, picture.width(), picture.height());
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The picture with left and right exchanged. */
    GrayImage mirrored() {
        double[] mirrored = new double[luma.length];
        for (int row = 0; row < luma.length; row += width) {
            for (int column = 0; column < width; column++) {
                mirrored[row + column] = luma[row + width - 1 - column];
            }
        }
        return new GrayImage(mirrored, width, height);
    }

    /**
     * Samples a square: every pixel is the mean of a grid of bilinear samples, at most one pixel of the picture apart.
     *
     * @param map from pixels of the square to pixels of the picture; a similarity
     * @param side of the square in pixels
     */
    byte[] sample(AffineMap map, int side) {
        int samples = Math.max(1, (int) Math.ceil(Math.hypot(map.xu(), map.yu()) - 1e-9));
        double weight = 1.0 / (samples * samples);
        byte[] gray = new byte[side * side];
        double[] line = new double[side];
        for (int row = 0; row < side; row++) {
            Arrays.fill(line, 0);
            for (int b = 0; b < samples; b++) {
                addLine(map, samples, row + (b + 0.5) / samples, line);
            }
            for (int column = 0; column < side; column++) {
                gray[row * side + column] = (byte) Math.min(255, (int) (line[column] * weight + 0.5));
            }
        }
        return gray;
    }

    private void addLine(AffineMap map, int samples, double v, double[] line) {
        double step = 1.0 / samples;
        int k = 0;
        for (int column = 0; column < line.length; column++) {
            double sum = line[column];
            for (int end = k + samples; k < end; k++) {
                double u = (k + 0.5) * step;
                double x = clamp(map.x(u, v) - 0.5, width - 1); // pixel centers at integers
                double y = clamp(map.y(u, v) - 0.5, height - 1);
                int left = (int) x;
                int top = (int) y;
                double right = x - left;
                double below = y - top;
                int a = top * width + left;
                int b = left < width - 1 ? a + 1 : a;
                int c = top < height - 1 ? a + width : a;
                double wd = right * below;
                sum += (1 - right - below + wd) * luma[a]
                        + (right - wd) * luma[b]
                        + (below - wd) * luma[c]
                        + wd * luma[c + b - a];
            }
            line[column] = sum;
        }
    }

    private static double clamp(double value, int last) {
        return value > 0 ? (value < last ? value : last) : 0;
    }
}
