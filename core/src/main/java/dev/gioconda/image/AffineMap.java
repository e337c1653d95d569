package dev.gioconda.image;

/**
 * Where the common frame lies in a picture: an affine map from frame coordinates (u, v) to picture coordinates,
 * {@code x = xu u + xv v + x0}, {@code y = yu u + yv v + y0}. Both count from the upper left corner of the upper left pixel,
 * so that pixel i covers [i, i + 1).
 */
public record AffineMap(double xu, double xv, double x0, double yu, double yv, double y0) {

    /** The frame's rectangle with this upper left corner and these sides covers the whole picture. */
    public static AffineMap covering(Picture picture, double left, double top, double width, double height) {
        double xu = picture.width() / width;
        double yv = picture.height() / height;
        return new AffineMap(xu, 0, -left * xu, 0, yv, -top * yv);
    }

    /**
     * The frame's point (u, v) lies at (x, y), one unit of the frame is {@code scale} pixels long, and the frame is turned
     * clockwise by {@code degrees}.
     */
    public static AffineMap similarity(double u, double v, double x, double y, double scale, double degrees) {
        double cos = scale * Math.cos(Math.toRadians(degrees));
        double sin = scale * Math.sin(Math.toRadians(degrees));
        return new AffineMap(cos, -sin, x - cos * u + sin * v, sin, cos, y - sin * u - cos * v);
    }

    public double x(double u, double v) {
        return xu * u + xv * v + x0;
    }

    public double y(double u, double v) {
        return yu * u + yv * v + y0;
    }
}
