package dev.gioconda.train.detection;

import dev.gioconda.detection.DetectedObject;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;

/**
 * The part of a source that is pasted, in its pixels: a rectangle, or an ellipse with a soft border.
 *
 * @param x center
 * @param y center
 * @param halfWidth half of the width
 * @param halfHeight half of the height
 * @param elliptic whether it is an ellipse
 * @param softness width of the border in which it becomes transparent, as a share of the radius
 */
record Region(double x, double y, double halfWidth, double halfHeight, boolean elliptic, double softness) {

    /** Upright bounds in the pixels of a scene. */
    record Bounds(double left, double top, double right, double bottom) {

        /** Whether the center of an object is inside. */
        boolean covers(DetectedObject object) {
            double reachX = object.width() / 2;
            double reachY = object.height() / 2;
            return object.x() > left - reachX
                    && object.x() < right + reachX
                    && object.y() > top - reachY
                    && object.y() < bottom + reachY;
        }
    }

    /** A whole picture. */
    static Region rectangle(Picture picture) {
        return new Region(
                picture.width() / 2.0, picture.height() / 2.0, picture.width() / 2.0, picture.height() / 2.0, false, 0);
    }

    /** The box of an object. */
    static Region box(DetectedObject object) {
        return new Region(object.x(), object.y(), object.width() / 2, object.height() / 2, false, 0);
    }

    /** An ellipse around an object, {@code size} times its box. */
    static Region ellipse(DetectedObject object, double size, double softness) {
        return new Region(
                object.x(), object.y(), size * object.width() / 2, size * object.height() / 2, true, softness);
    }

    /** The opacity at a pixel of the source, in [0, 1]. */
    double opacity(double u, double v) {
        double across = Math.abs(u - x) / halfWidth;
        double down = Math.abs(v - y) / halfHeight;
        if (!elliptic) {
            return across <= 1 && down <= 1 ? 1 : 0;
        }
        double radius = Math.sqrt(across * across + down * down);
        return radius >= 1 ? 0 : Math.min(1, (1 - radius) / softness);
    }

    /** The bounds in a scene. */
    Bounds bounds(AffineMap map) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int corner = 0; corner < 4; corner++) {
            Point mapped = map.apply(new Point(
                    corner % 2 == 0 ? x - halfWidth : x + halfWidth, corner < 2 ? y - halfHeight : y + halfHeight));
            left = Math.min(left, mapped.x());
            top = Math.min(top, mapped.y());
            right = Math.max(right, mapped.x());
            bottom = Math.max(bottom, mapped.y());
        }
        return new Bounds(left, top, right, bottom);
    }
}
