package dev.gioconda.faceapi;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Rectangle;
import java.util.Optional;

/**
 * A rectangle of a picture, in pixels from the left upper corner; it may be partly outside.
 *
 * @param x of the left side
 * @param y of the upper side
 */
public record Box(double x, double y, double width, double height) {

    /** A box that is larger by {@code margin} of its width and height on every side. */
    public Box grown(double margin) {
        return new Box(
                x - margin * width, y - margin * height, width + 2 * margin * width, height + 2 * margin * height);
    }

    /** Intersection over union: 1 for equal boxes, 0 for boxes apart. */
    public double overlap(Box other) {
        return rectangle().overlap(other.rectangle());
    }

    private Rectangle rectangle() {
        return new Rectangle(x, y, width, height);
    }

    /**
     * The part of a picture inside this box, or nothing if that is less than a pixel. The box is limited to the picture first, and
     * its numbers are rounded down then, each by itself.
     */
    public Optional<Picture> crop(Picture picture) {
        double left = Math.max(x, 0);
        double top = Math.max(y, 0);
        int columns = (int) Math.floor(Math.min(x + width - left, picture.width() - left));
        int rows = (int) Math.floor(Math.min(y + height - top, picture.height() - top));
        if (columns < 1 || rows < 1) {
            return Optional.empty();
        }
        byte[] rgb = new byte[rows * columns * 3];
        for (int row = 0; row < rows; row++) {
            int from = (((int) top + row) * picture.width() + (int) left) * 3;
            System.arraycopy(picture.rgb(), from, rgb, row * columns * 3, columns * 3);
        }
        return Optional.of(new Picture(columns, rows, rgb));
    }
}
