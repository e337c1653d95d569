package dev.gioconda.style.canvas;

import dev.gioconda.image.Picture;

/**
 * A picture's size in pixels.
 *
 * @param width 1 or more
 * @param height 1 or more
 */
public record Size(int width, int height) {

    /** The picture's own. */
    public static Size of(Picture picture) {
        return new Size(picture.width(), picture.height());
    }

    /** The same shape with a long side of so many pixels. */
    public Size withLongSide(int longSide) {
        double factor = (double) longSide / Math.max(width, height);
        return new Size(Math.max(1, (int) Math.round(width * factor)), Math.max(1, (int) Math.round(height * factor)));
    }

    /** The same shape, smaller where it has more than so many pixels. */
    public Size withMaxPixels(long maxPixels) {
        double factor = Math.sqrt((double) maxPixels / pixels());
        return factor >= 1 ? this : new Size(Math.max(1, (int) (width * factor)), Math.max(1, (int) (height * factor)));
    }

    /** Width times height. */
    public long pixels() {
        return (long) width * height;
    }
}
