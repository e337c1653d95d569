package dev.gioconda.style.canvas;

import dev.gioconda.image.Picture;

/**
 * Size of an image in pixels.
 *
 * @param width 1 or more
 * @param height 1 or more
 */
public record Size(int width, int height) {

    /** The size of an image. */
    public static Size of(Picture picture) {
        return new Size(picture.width(), picture.height());
    }

    /** The size with the same aspect ratio and the given long side. */
    public Size withLongSide(int longSide) {
        double factor = (double) longSide / Math.max(width, height);
        return new Size(Math.max(1, (int) Math.round(width * factor)), Math.max(1, (int) Math.round(height * factor)));
    }

    /** The size with the same aspect ratio and at most the given number of pixels. */
    public Size withMaxPixels(long maxPixels) {
        double factor = Math.sqrt((double) maxPixels / pixels());
        return factor >= 1 ? this : new Size(Math.max(1, (int) (width * factor)), Math.max(1, (int) (height * factor)));
    }

    /** Width times height. */
    public long pixels() {
        return (long) width * height;
    }
}
