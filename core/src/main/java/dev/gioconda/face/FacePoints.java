package dev.gioconda.face;

import dev.gioconda.image.Point;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Five points of a face in pixels of the picture, named as the person would: in an upright picture the right eye is on the left.
 */
public record FacePoints(Point rightEye, Point leftEye, Point noseTip, Point rightMouth, Point leftMouth) {

    /** The points in this order. */
    public List<Point> list() {
        return List.of(rightEye, leftEye, noseTip, rightMouth, leftMouth);
    }

    /** The points in other coordinates. */
    public FacePoints map(UnaryOperator<Point> map) {
        return new FacePoints(
                map.apply(rightEye),
                map.apply(leftEye),
                map.apply(noseTip),
                map.apply(rightMouth),
                map.apply(leftMouth));
    }

    /** The points in the mirror image of a picture. */
    public FacePoints mirrored(double width) {
        FacePoints mirrored = map(point -> new Point(width - point.x(), point.y()));
        return new FacePoints(
                /* rightEye= */ mirrored.leftEye,
                /* leftEye= */ mirrored.rightEye,
                mirrored.noseTip,
                /* rightMouth= */ mirrored.leftMouth,
                /* leftMouth= */ mirrored.rightMouth);
    }

    /** The mean of each point. */
    public static FacePoints mean(List<FacePoints> all) {
        return new FacePoints(
                mean(all, FacePoints::rightEye),
                mean(all, FacePoints::leftEye),
                mean(all, FacePoints::noseTip),
                mean(all, FacePoints::rightMouth),
                mean(all, FacePoints::leftMouth));
    }

    private static Point mean(List<FacePoints> all, Function<FacePoints, Point> which) {
        double x = 0;
        double y = 0;
        for (FacePoints points : all) {
            x += which.apply(points).x();
            y += which.apply(points).y();
        }
        return new Point(x / all.size(), y / all.size());
    }

    /** The roll of the line from eye to eye in degrees, clockwise positive on the screen. */
    public double roll() {
        return Math.toDegrees(Math.atan2(leftEye.y() - rightEye.y(), leftEye.x() - rightEye.x()));
    }
}
