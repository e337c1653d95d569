package dev.gioconda.image;

/**
 * An upright rectangle.
 *
 * @param left column of the left side
 * @param top row of the upper side
 */
public record Rectangle(double left, double top, double width, double height) {

    /** The area that two rectangles share. */
    public double common(Rectangle other) {
        double across = Math.min(left + width, other.left + other.width) - Math.max(left, other.left);
        double down = Math.min(top + height, other.top + other.height) - Math.max(top, other.top);
        return Math.max(0, across) * Math.max(0, down);
    }

    /** Intersection over union: 1 for equal rectangles, 0 for those apart. */
    public double overlap(Rectangle other) {
        double common = common(other);
        return common == 0 ? 0 : common / (width * height + other.width * other.height - common);
    }
}
