package dev.gioconda.detection;

import dev.gioconda.image.AffineMap;
import dev.gioconda.image.Point;
import dev.gioconda.image.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An object in a picture, in pixels.
 *
 * @param x center of the box
 * @param y center of the box
 * @param width of the box
 * @param height of the box
 * @param points of the object: right eye, left eye, tip of the nose, right and left corner of the mouth; empty if they are not known
 * @param score in [0, 1]; 1 for an annotation
 */
public record DetectedObject(double x, double y, double width, double height, List<Point> points, double score) {

    private static final int[] MIRRORED = {1, 0, 2, 4, 3};

    /** Checks the number of points. */
    public DetectedObject {
        if (!points.isEmpty() && points.size() != MIRRORED.length) {
            throw new IllegalArgumentException(
                    "The object has %d points; expected %d or none.".formatted(points.size(), MIRRORED.length));
        }
        points = List.copyOf(points);
    }

    /** The side of the square with the box's area. */
    public double side() {
        return Math.sqrt(width * height);
    }

    /**
     * The object in a picture that was scaled, turned or mirrored: the center and the points are mapped, the box is scaled and stays
     * upright. In a mirror image the right eye is the left one.
     *
     * @param map from the pixels of this picture to those of the other one
     */
    public DetectedObject mapped(AffineMap map) {
        Point center = map.apply(new Point(x, y));
        double scale = Math.hypot(map.xu(), map.yu());
        boolean mirrored = map.xu() * map.yv() < map.xv() * map.yu();
        int[] order = mirrored && !points.isEmpty()
                ? MIRRORED
                : IntStream.range(0, points.size()).toArray();
        return new DetectedObject(
                center.x(),
                center.y(),
                width * scale,
                height * scale,
                Arrays.stream(order).mapToObj(i -> map.apply(points.get(i))).toList(),
                score);
    }

    /** Intersection over union of the boxes, in [0, 1]. */
    public double overlap(DetectedObject other) {
        return box().overlap(other.box());
    }

    /** The share of the smaller box that is inside the other one, in [0, 1]. */
    public double nesting(DetectedObject other) {
        return box().common(other.box()) / Math.min(width * height, other.width * other.height);
    }

    private Rectangle box() {
        return new Rectangle(x - width / 2, y - height / 2, width, height);
    }

    /** The share of the box that is inside a picture. */
    public double visible(int pictureWidth, int pictureHeight) {
        double across = Math.min(x + width / 2, pictureWidth) - Math.max(x - width / 2, 0);
        double down = Math.min(y + height / 2, pictureHeight) - Math.max(y - height / 2, 0);
        return Math.max(0, across) * Math.max(0, down) / (width * height);
    }
}
