package dev.gioconda.image.corruption;

import dev.gioconda.image.Picture;

/** A separable Gaussian blur; border pixels are repeated. */
final class GaussianBlur {

    private static final double REACH = 4; // standard deviations

    private GaussianBlur() {}

    /** @param deviation standard deviation in pixels, more than 0 */
    static Picture apply(Picture picture, double deviation) {
        int radius = (int) Math.ceil(REACH * deviation);
        double[] kernel = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.exp(-(i - radius) * (i - radius) / (2 * deviation * deviation));
            sum += kernel[i];
        }
        int width = picture.width();
        int height = picture.height();
        double[] rows = new double[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int k = 0; k < kernel.length; k++) {
                    int from = 3 * (y * width + Math.max(0, Math.min(width - 1, x + k - radius)));
                    for (int c = 0; c < 3; c++) {
                        rows[3 * (y * width + x) + c] += kernel[k] / sum * (picture.rgb()[from + c] & 0xff);
                    }
                }
            }
        }
        byte[] rgb = new byte[rows.length];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < 3 * width; i++) {
                double value = 0;
                for (int k = 0; k < kernel.length; k++) {
                    value += kernel[k] / sum * rows[3 * width * Math.max(0, Math.min(height - 1, y + k - radius)) + i];
                }
                rgb[3 * width * y + i] = (byte) Math.min(255, Math.round(value));
            }
        }
        return new Picture(width, height, rgb);
    }
}
