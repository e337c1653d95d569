package dev.gioconda.image;

import java.util.Arrays;

/**
 * Resizes, crops and warps pictures. Every output pixel is the mean of a regular grid of bilinear samples, at most one
 * input pixel apart, so that downscaling averages and does not alias; outside the picture the border pixels are
 * repeated. Color values are averaged as stored (sRGB), not in linear light. Pure Java and deterministic; safe for use
 * by several threads.
 */
public final class Resampler {
    private Resampler() {}

    /** The picture at another size in pixels: averaged where it shrinks, interpolated where it grows. */
    public static Picture resize(Picture picture, int width, int height) {
        return picture.width() == width && picture.height() == height
                ? picture
                : region(picture, new CropGeometry(0, 0, picture.width(), picture.height(), width, height, false));
    }

    /**
     * The picture, or if it is larger a copy whose longer side has {@code longSide} pixels; the aspect ratio is kept.
     */
    public static Picture fit(Picture picture, int longSide) {
        double scale = (double) longSide / Math.max(picture.width(), picture.height());
        return scale >= 1
                ? picture
                : resize(picture, Math.max(1, (int) Math.round(picture.width() * scale)), Math.max(1, (int)
                        Math.round(picture.height() * scale)));
    }

    /** Samples a rectangle that is given in the picture's own pixels. */
    public static Picture region(Picture picture, CropGeometry rectangle) {
        return sample(picture, AffineMap.covering(picture, 0, 0, picture.width(), picture.height()), rectangle);
    }

    /**
     * Samples a rectangle of a frame that an affine map places in the picture.
     *
     * @param map from the frame's coordinates to the picture's
     * @param geometry the rectangle in the frame, and the output size
     */
    public static Picture sample(Picture picture, AffineMap map, CropGeometry geometry) {
        double du = geometry.width() / geometry.columns();
        double dv = geometry.height() / geometry.rows();
        int samplesX = samples(Math.hypot(map.xu(), map.yu()) * du);
        int samplesY = samples(Math.hypot(map.xv(), map.yv()) * dv);
        double weight = 1.0 / (samplesX * samplesY);
        boolean rotates = map.xv() != 0 || map.yu() != 0;
        double[] xs = rotates ? new double[0] : columns(picture, map, geometry, samplesX);
        byte[] rgb = new byte[geometry.rows() * geometry.columns() * 3];
        double[] line = new double[geometry.columns() * 3];
        for (int row = 0; row < geometry.rows(); row++) {
            Arrays.fill(line, 0);
            for (int b = 0; b < samplesY; b++) {
                double v = geometry.y() + (row + (b + 0.5) / samplesY) * dv;
                if (rotates) {
                    addLine(picture, map, geometry, samplesX, v, line);
                } else {
                    addLine(picture, xs, samplesX, clamp(map.y(0, v) - 0.5, picture.height() - 1), line);
                }
            }
            for (int i = 0, to = row * line.length; i < line.length; i += 3, to += 3) {
                store(rgb, to, line[i] * weight, line[i + 1] * weight, line[i + 2] * weight, geometry.grey());
            }
        }
        return new Picture(geometry.columns(), geometry.rows(), rgb);
    }

    /** The columns of the samples in any row, for a map without rotation. */
    private static double[] columns(Picture picture, AffineMap map, CropGeometry geometry, int samplesX) {
        double step = geometry.width() / geometry.columns() / samplesX;
        double[] xs = new double[geometry.columns() * samplesX];
        for (int k = 0; k < xs.length; k++) {
            double u = geometry.x() + (k + 0.5) * step;
            xs[k] = clamp(map.x(u, 0) - 0.5, picture.width() - 1);
        }
        return xs;
    }

    private static int samples(double step) {
        return Math.max(1, (int) Math.ceil(step - 1e-9));
    }

    /** Adds the samples at frame row {@code v} to the sums of an output row. Most time is spent in this loop. */
    private static void addLine(
            Picture picture, AffineMap map, CropGeometry geometry, int samplesX, double v, double[] line) {
        int lastX = picture.width() - 1;
        int lastY = picture.height() - 1;
        double step = geometry.width() / geometry.columns() / samplesX;
        int k = 0;
        for (int i = 0; i < line.length; i += 3) {
            for (int end = k + samplesX; k < end; k++) {
                double u = geometry.x() + (k + 0.5) * step;
                double x = clamp(map.x(u, v) - 0.5, lastX); // pixel centers at integers
                double y = clamp(map.y(u, v) - 0.5, lastY);
                addSample(picture, (int) x, x - (int) x, (int) y, y - (int) y, line, i);
            }
        }
    }

    /** The same for maps without rotation, whose columns of samples are equal in all rows: {@code xs} are their positions. */
    private static void addLine(Picture picture, double[] xs, int samplesX, double y, double[] line) {
        int top = (int) y;
        double below = y - top;
        int k = 0;
        for (int i = 0; i < line.length; i += 3) {
            for (int end = k + samplesX; k < end; k++) {
                double x = xs[k];
                addSample(picture, (int) x, x - (int) x, top, below, line, i);
            }
        }
    }

    /** Adds a bilinear sample between the pixel at (left, top) and its neighbors to the right and below. */
    private static void addSample(
            Picture picture, int left, double right, int top, double below, double[] line, int i) {
        byte[] rgb = picture.rgb();
        int stride = picture.width() * 3;
        int a = top * stride + left * 3;
        int b = left < picture.width() - 1 ? a + 3 : a;
        int c = top < picture.height() - 1 ? a + stride : a;
        int d = c + b - a;
        double wd = right * below;
        double wb = right - wd;
        double wc = below - wd;
        double wa = 1 - right - wc;
        line[i] += wa * (rgb[a] & 0xff) + wb * (rgb[b] & 0xff) + wc * (rgb[c] & 0xff) + wd * (rgb[d] & 0xff);
        line[i + 1] += wa * (rgb[a + 1] & 0xff)
                + wb * (rgb[b + 1] & 0xff)
                + wc * (rgb[c + 1] & 0xff)
                + wd * (rgb[d + 1] & 0xff);
        line[i + 2] += wa * (rgb[a + 2] & 0xff)
                + wb * (rgb[b + 2] & 0xff)
                + wc * (rgb[c + 2] & 0xff)
                + wd * (rgb[d + 2] & 0xff);
    }

    /** As Math.min and Math.max, which treat NaN and -0.0 too and take longer. */
    private static double clamp(double value, int last) {
        return value > 0 ? (value < last ? value : last) : 0;
    }

    private static void store(byte[] rgb, int i, double red, double green, double blue, boolean gray) {
        if (gray) {
            byte luma = toByte(0.299 * red + 0.587 * green + 0.114 * blue); // ITU-R BT.601
            rgb[i] = luma;
            rgb[i + 1] = luma;
            rgb[i + 2] = luma;
        } else {
            rgb[i] = toByte(red);
            rgb[i + 1] = toByte(green);
            rgb[i + 2] = toByte(blue);
        }
    }

    private static byte toByte(double value) {
        return (byte) Math.min(255, (int) (value + 0.5));
    }
}
