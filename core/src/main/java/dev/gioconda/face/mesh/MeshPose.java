package dev.gioconda.face.mesh;

import dev.gioconda.face.HeadPose;
import dev.gioconda.image.Point;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The pose of a head by a ridge regression on the mesh, fitted on GENKI-4K's labels ({@code PoseRegression} in the module bench). */
public final class MeshPose {

    private static final int RIGHT_OUTER = 33; // corners of the eyes
    private static final int RIGHT_INNER = 133;
    private static final int LEFT_INNER = 362;
    private static final int LEFT_OUTER = 263;

    /** Of {@link #features}, for yaw, pitch, and roll beyond that of the eyes. // [3, features] */
    private static final double[][] COEFFICIENTS = coefficients();

    private MeshPose() {}

    /** The pose of a face. */
    public static HeadPose of(FaceMesh mesh) {
        double[] features = features(mesh);
        double[] angles = new double[COEFFICIENTS.length];
        for (int angle = 0; angle < angles.length; angle++) {
            for (int i = 0; i < features.length; i++) {
                angles[angle] += COEFFICIENTS[angle][i] * features[i];
            }
        }
        return new HeadPose(angles[0], angles[1], angles[2] + eyeRoll(mesh));
    }

    /** The roll of the line from eye to eye in degrees, clockwise positive on the screen. */
    public static double eyeRoll(FaceMesh mesh) {
        List<Point> points = mesh.points();
        double x = points.get(LEFT_INNER).x()
                + points.get(LEFT_OUTER).x()
                - points.get(RIGHT_INNER).x()
                - points.get(RIGHT_OUTER).x();
        double y = points.get(LEFT_INNER).y()
                + points.get(LEFT_OUTER).y()
                - points.get(RIGHT_INNER).y()
                - points.get(RIGHT_OUTER).y();
        return Math.toDegrees(Math.atan2(y, x));
    }

    /**
     * The input of the regression: 1, then x and y of all points relative to their mean, turned so that the eyes are level, and divided by
     * the root of the mean squared distance from the mean. // [937]
     */
    public static double[] features(FaceMesh mesh) {
        List<Point> points = mesh.points();
        double meanX = points.stream().mapToDouble(Point::x).average().orElseThrow();
        double meanY = points.stream().mapToDouble(Point::y).average().orElseThrow();
        double roll = Math.toRadians(eyeRoll(mesh));
        double[] features = new double[1 + 2 * points.size()];
        features[0] = 1;
        double squares = 0;
        for (int i = 0; i < points.size(); i++) {
            double x = points.get(i).x() - meanX;
            double y = points.get(i).y() - meanY;
            features[1 + 2 * i] = Math.cos(roll) * x + Math.sin(roll) * y;
            features[2 + 2 * i] = Math.cos(roll) * y - Math.sin(roll) * x;
            squares += x * x + y * y;
        }
        double scale = Math.sqrt(squares / points.size());
        for (int i = 1; i < features.length; i++) {
            features[i] /= scale;
        }
        return features;
    }

    private static double[][] coefficients() {
        try (InputStream in = Objects.requireNonNull(MeshPose.class.getResourceAsStream("pose.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
