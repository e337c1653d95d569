package dev.gioconda.image;

import java.awt.image.BufferedImage;

/**
 * An upright picture in memory: 8-bit sRGB, three interleaved channels, rows from the top. Immutable by convention:
 * {@link #rgb()} must not be modified.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param rgb {@code height * width * 3} bytes: red, green, blue of the top left pixel first // [h, w, 3]
 */
public record Picture(int width, int height, byte[] rgb) {

    /** Checks that width and height are positive and match the number of bytes. */
    public Picture {
        if (width < 1 || height < 1 || rgb.length != width * height * 3) {
            throw new IllegalArgumentException("A picture of %d x %d needs %d bytes, not %d."
                    .formatted(width, height, (long) width * height * 3, rgb.length));
        }
    }

    /** The value of channel {@code c} (0 red, 1 green, 2 blue) at column {@code x}, row {@code y}, 0 to 255. */
    public int at(int x, int y, int c) {
        return rgb[(y * width + x) * 3 + c] & 0xff;
    }

    /** Copies an image of any type; transparent pixels are composited onto white. */
    public static Picture of(BufferedImage image) {
        return new Picture(image.getWidth(), image.getHeight(), Pixels.rgb(image));
    }

    /** A copy for Java2D and ImageIO, of type {@link BufferedImage#TYPE_INT_RGB}. */
    public BufferedImage toBufferedImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i += 3) {
                row[x] = (rgb[i] & 0xff) << 16 | (rgb[i + 1] & 0xff) << 8 | (rgb[i + 2] & 0xff);
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }
}
