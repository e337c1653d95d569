package dev.gioconda.faceapi;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * The 68 points of iBUG 300-W, in pixels: 0 to 16 jaw, 17 to 26 brows, 27 to 35 nose, 36 to 41 and 42 to 47 eyes, 48 to 67
 * mouth; left is the left of the picture.
 *
 * @param points 68 points
 */
public record Landmarks(List<Point> points) {

    /** The number of points. */
    public static final int COUNT = 68;

    private static final double ALIGNED_MARGIN = 0.1; // on every side
    private static final double DISTANCE_IN_CHIP = 0.45; // between eyes and mouth, of the chip's size
    private static final double CENTER_X_IN_CHIP = 0.5;
    private static final double CENTER_Y_IN_CHIP = 0.43;

    /** A position, from the left upper corner. */
    public record Point(double x, double y) {

        /** The Euclidean distance of two points. */
        public double distance(Point other) {
            return Math.hypot(x - other.x, y - other.y);
        }
    }

    /** Checks the number of points. */
    public Landmarks {
        points = List.copyOf(points);
        if (points.size() != COUNT) {
            throw new IllegalArgumentException("%d points, expected %d.".formatted(points.size(), COUNT));
        }
    }

    /**
     * The outputs of a network in pixels of the crop that it has read.
     *
     * @param outputs x and y of each point, in [0, 1] of the square
     * @param width of the crop
     * @param height of the crop
     */
    static Landmarks ofSquare(float[] outputs, int width, int height) {
        double side = Math.max(width, height); // the crop is in the middle of the square
        double left = (side - width) / 2;
        double top = (side - height) / 2;
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            points.add(new Point(outputs[2 * i] * side - left, outputs[2 * i + 1] * side - top));
        }
        return new Landmarks(points);
    }

    /** The same points, moved. */
    public Landmarks plus(double dx, double dy) {
        return new Landmarks(points.stream()
                .map(point -> new Point(point.x() + dx, point.y() + dy))
                .toList());
    }

    /** The mean of the points 36 to 41, the eye at the left of the picture. */
    public Point leftEye() {
        return mean(points.subList(36, 42));
    }

    /** The mean of the points 42 to 47, the eye at the right of the picture. */
    public Point rightEye() {
        return mean(points.subList(42, 48));
    }

    /** The mean of the points of the mouth. */
    public Point mouth() {
        return mean(points.subList(48, 68));
    }

    /** What networks for expressions, age and gender read: the bounding box of all points, larger by 10 % on every side. */
    public Box alignedBox() {
        DoubleSummaryStatistics x = points.stream().mapToDouble(Point::x).summaryStatistics();
        DoubleSummaryStatistics y = points.stream().mapToDouble(Point::y).summaryStatistics();
        return new Box(x.getMin(), y.getMin(), x.getMax() - x.getMin(), y.getMax() - y.getMin()).grown(ALIGNED_MARGIN);
    }

    /**
     * What the descriptor network reads: upright, not turned as dlib does it.
     *
     * @param cropWidth of the crop in which the points were found
     * @param cropHeight of the crop in which the points were found
     */
    public Box descriptorBox(int cropWidth, int cropHeight) {
        Point center = mean(List.of(leftEye(), rightEye(), mouth()));
        double distance = (leftEye().distance(mouth()) + rightEye().distance(mouth())) / 2;
        double size = Math.floor(distance / DISTANCE_IN_CHIP);
        double x = Math.floor(Math.max(0, center.x() - CENTER_X_IN_CHIP * size));
        double y = Math.floor(Math.max(0, center.y() - CENTER_Y_IN_CHIP * size));
        return new Box(x, y, Math.min(size, cropWidth + x), Math.min(size, cropHeight + y));
    }

    private static Point mean(List<Point> points) {
        return new Point(
                points.stream().mapToDouble(Point::x).average().orElseThrow(),
                points.stream().mapToDouble(Point::y).average().orElseThrow());
    }
}
