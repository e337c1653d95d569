package dev.gioconda.image;

import java.util.List;

/**
 * An affine map from the coordinates (u, v) of the aligned frame to picture coordinates, {@code x = xu u + xv v + x0},
 * {@code y = yu u + yv v + y0}. Both have their origin at the upper left corner of the upper left pixel, so that pixel
 * i covers [i, i + 1).
 */
public record AffineMap(double xu, double xv, double x0, double yu, double yv, double y0) {

    /**
     * The map that stretches a rectangle of the frame, given by its upper left corner and sides, over the whole
     * picture.
     */
    public static AffineMap covering(Picture picture, double left, double top, double width, double height) {
        double xu = picture.width() / width;
        double yv = picture.height() / height;
        return new AffineMap(xu, 0, -left * xu, 0, yv, -top * yv);
    }

    /**
     * The map that takes the frame's point (u, v) to (x, y), scales by {@code scale} pixels per unit of the frame and
     * rotates clockwise by {@code degrees}.
     */
    public static AffineMap similarity(double u, double v, double x, double y, double scale, double degrees) {
        double cos = scale * Math.cos(Math.toRadians(degrees));
        double sin = scale * Math.sin(Math.toRadians(degrees));
        return new AffineMap(cos, -sin, x - cos * u + sin * v, sin, cos, y - sin * u - cos * v);
    }

    /**
     * The similarity that takes points closest to others: the least sum of squared distances (Umeyama 1991, without reflection).
     *
     * @param from at least two different points
     * @param to as many points
     */
    public static AffineMap fit(List<Point> from, List<Point> to) {
        Point a = mean(from);
        Point b = mean(to);
        double dot = 0;
        double cross = 0;
        double squares = 0;
        for (int i = 0; i < from.size(); i++) {
            double u = from.get(i).x() - a.x();
            double v = from.get(i).y() - a.y();
            double x = to.get(i).x() - b.x();
            double y = to.get(i).y() - b.y();
            dot += u * x + v * y;
            cross += u * y - v * x;
            squares += u * u + v * v;
        }
        double cos = dot / squares;
        double sin = cross / squares;
        return new AffineMap(cos, -sin, b.x() - cos * a.x() + sin * a.y(), sin, cos, b.y() - sin * a.x() - cos * a.y());
    }

    private static Point mean(List<Point> points) {
        return new Point(
                points.stream().mapToDouble(Point::x).average().orElseThrow(),
                points.stream().mapToDouble(Point::y).average().orElseThrow());
    }

    /** The map from picture coordinates to the frame's; this map must not take the frame to a line. */
    public AffineMap inverse() {
        double determinant = xu * yv - xv * yu;
        double ux = yv / determinant;
        double uy = -xv / determinant;
        double vx = -yu / determinant;
        double vy = xu / determinant;
        return new AffineMap(ux, uy, -ux * x0 - uy * y0, vx, vy, -vx * x0 - vy * y0);
    }

    /** The point of the picture at a point of the frame. */
    public Point apply(Point point) {
        return new Point(x(point.x(), point.y()), y(point.x(), point.y()));
    }

    /** The column of the frame's point (u, v). */
    public double x(double u, double v) {
        return xu * u + xv * v + x0;
    }

    /** The row of the frame's point (u, v). */
    public double y(double u, double v) {
        return yu * u + yv * v + y0;
    }
}
