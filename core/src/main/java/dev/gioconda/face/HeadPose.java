package dev.gioconda.face;

import dev.gioconda.image.Point;
import java.util.List;

/**
 * The pose of a head in degrees, estimated from five points by a ridge regression on GENKI-4K's labels (3,996 faces with YuNet's refined
 * points, {@code PoseRegression} in the module bench). The mean absolute error in five folds is 3.7, 4.8 and 2.3 degrees; of always the mean
 * it is 10.2 and 5.2 for yaw and pitch.
 *
 * @param yaw rotation about the vertical axis; positive where the nose points to the right of the picture
 * @param pitch rotation about the axis through the ears; positive where the nose points up
 * @param roll rotation in the picture, clockwise positive on the screen
 */
public record HeadPose(double yaw, double pitch, double roll) {

    /** Of the features of {@link #features}, for yaw, pitch, and roll beyond that of the eyes. */
    private static final double[][] COEFFICIENTS = {
        {0.745, -16.873, -1.924, -21.073, -1.924, 63.048, 2.508, -10.496, 1.435, -14.606, -0.095},
        {-9.484, -0.631, 12.624, -3.515, 12.624, 1.076, -45.628, -15.840, 9.748, 18.911, 10.632},
        {-0.552, -4.751, -0.275, -5.452, -0.275, 3.085, 1.134, 2.710, -0.698, 4.408, 0.115}
    };

    /** The pose of a face. */
    public static HeadPose of(FacePoints points) {
        double[] features = features(points);
        double[] angles = new double[COEFFICIENTS.length];
        for (int angle = 0; angle < angles.length; angle++) {
            for (int i = 0; i < features.length; i++) {
                angles[angle] += COEFFICIENTS[angle][i] * features[i];
            }
        }
        return new HeadPose(angles[0], angles[1], angles[2] + points.roll());
    }

    /**
     * The input of the regression: 1, then x and y of the points relative to their mean, turned so that the eyes are level, and
     * divided by the root of the mean squared distance from the mean. // [11]
     */
    public static double[] features(FacePoints points) {
        List<Point> five = points.list();
        double meanX = five.stream().mapToDouble(Point::x).average().orElseThrow();
        double meanY = five.stream().mapToDouble(Point::y).average().orElseThrow();
        double cos = Math.cos(Math.toRadians(points.roll()));
        double sin = Math.sin(Math.toRadians(points.roll()));
        double[] features = new double[1 + 2 * five.size()];
        features[0] = 1;
        double squares = 0;
        for (int i = 0; i < five.size(); i++) {
            double x = five.get(i).x() - meanX;
            double y = five.get(i).y() - meanY;
            features[1 + 2 * i] = cos * x + sin * y;
            features[2 + 2 * i] = cos * y - sin * x;
            squares += x * x + y * y;
        }
        double scale = Math.sqrt(squares / five.size());
        for (int i = 1; i < features.length; i++) {
            features[i] /= scale;
        }
        return features;
    }
}
