package dev.gioconda.image;

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

    /** The column of the frame's point (u, v). */
    public double x(double u, double v) {
        return xu * u + xv * v + x0;
    }

    /** The row of the frame's point (u, v). */
    public double y(double u, double v) {
        return yu * u + yv * v + y0;
    }
}
