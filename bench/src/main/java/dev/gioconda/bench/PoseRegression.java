package dev.gioconda.bench;

import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.FacePoints;
import dev.gioconda.face.HeadPose;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.face.mesh.FaceMesh;
import dev.gioconda.face.mesh.MeshNetwork;
import dev.gioconda.face.mesh.MeshPose;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Fits the ridge regression of {@link HeadPose}, or of {@link MeshPose}, on GENKI-4K's yaw, pitch and roll, and measures its mean absolute
 * error in five folds. Arguments: the folder of GENKI-4K, and {@code mesh} for the latter. Needs YuNet in the cache of weights, and face-mesh.
 * Prints the errors in degrees, also of always the mean, and the coefficients.
 */
public final class PoseRegression {

    private static final int FOLDS = 5;
    private static final double RIDGE_OF_POINTS = 1;
    private static final double RIDGE_OF_MESH = 0.03;
    private static final int ANGLES = 3;

    /** The features of a face, and what is to be predicted: yaw, pitch, and roll beyond that of the eyes. */
    private record Row(double[] features, double[] targets, int fold) {}

    /** The input of a regression, and the roll of the eyes. */
    private record Described(double[] features, double roll) {}

    /** Describes a face with refined points. */
    @FunctionalInterface
    private interface Description {
        Described of(Picture picture, Face face);
    }

    private PoseRegression() {}

    public static void main(String[] arguments) throws IOException {
        boolean mesh = arguments.length > 1 && arguments[1].equals("mesh");
        double ridge = mesh ? RIDGE_OF_MESH : RIDGE_OF_POINTS;
        List<Row> rows = mesh ? meshRows(Path.of(arguments[0])) : rows(Path.of(arguments[0]), PoseRegression::points);
        double[] errors = new double[ANGLES];
        double[] errorsOfMean = new double[ANGLES];
        for (int fold = 0; fold < FOLDS; fold++) {
            int tested = fold;
            List<Row> others = rows.stream().filter(row -> row.fold() != tested).toList();
            double[][] coefficients = fit(others, ridge);
            for (int angle = 0; angle < ANGLES; angle++) {
                int which = angle;
                double mean = others.stream()
                        .mapToDouble(row -> row.targets()[which])
                        .average()
                        .orElseThrow();
                for (Row row : rows) {
                    if (row.fold() == fold) {
                        errors[angle] += Math.abs(dot(coefficients[angle], row.features()) - row.targets()[angle]);
                        errorsOfMean[angle] += Math.abs(mean - row.targets()[angle]);
                    }
                }
            }
        }
        for (int angle = 0; angle < ANGLES; angle++) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: mean absolute error %.2f degrees, of the mean %.2f%n",
                    List.of("yaw", "pitch", "roll beyond the eyes'").get(angle),
                    errors[angle] / rows.size(),
                    errorsOfMean[angle] / rows.size());
        }
        System.out.printf("%d faces%n", rows.size());
        for (double[] coefficients : fit(rows, ridge)) {
            System.out.println(Arrays.stream(coefficients)
                    .mapToObj(value -> String.format(Locale.ROOT, "%.3f", value))
                    .collect(Collectors.joining(",")));
        }
    }

    private static List<Row> meshRows(Path folder) throws IOException {
        Path file = OfficialWeights.forCurrentUser()
                .find(MeshNetwork.NETWORK)
                .orElseThrow(() -> new IOException("face-mesh is not in the cache of weights."));
        try (MeshNetwork network = new MeshNetwork(file)) {
            return rows(folder, (picture, face) -> {
                FaceMesh mesh = network.mesh(picture, face);
                return new Described(MeshPose.features(mesh), MeshPose.eyeRoll(mesh));
            });
        }
    }

    private static Described points(Picture picture, Face face) {
        FacePoints five = Objects.requireNonNull(face.points());
        return new Described(HeadPose.features(five), five.roll());
    }

    private static List<Row> rows(Path folder, Description description) throws IOException {
        List<Example> examples = Datasets.open(folder.toString()).examples();
        List<String> labels = Files.readAllLines(folder.resolve("labels.txt"));
        Map<String, Described> faces = faces(examples, description);
        SplittableRandom random = new SplittableRandom(7);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Described face = faces.get(examples.get(i).entry());
            String[] cells = labels.get(i).strip().split("\\s+", -1);
            int fold = random.nextInt(FOLDS);
            if (face != null) {
                double[] targets = new double[ANGLES];
                for (int angle = 0; angle < ANGLES; angle++) {
                    targets[angle] = Math.toDegrees(Double.parseDouble(cells[angle + 1]));
                }
                targets[2] -= face.roll();
                rows.add(new Row(face.features(), targets, fold));
            }
        }
        return rows;
    }

    private static Map<String, Described> faces(List<Example> examples, Description description) throws IOException {
        Map<String, Described> faces = new HashMap<>();
        SafeImageDecoder decoder = new SafeImageDecoder();
        FaceDetectors yunet = FaceDetectors.named(FaceDetectors.YUNET, OfficialWeights.forCurrentUser());
        try (FaceDetector detector = yunet.open()) {
            examples.get(0)
                    .archive()
                    .visit(examples.stream().map(Example::entry).collect(Collectors.toSet()), (entry, bytes) -> {
                        try {
                            Picture picture = decoder.decode(bytes);
                            detector.largest(picture)
                                    .map(face -> description.of(picture, detector.refined(picture, face)))
                                    .ifPresent(described -> faces.put(entry, described));
                        } catch (RefusedPictureException damaged) {
                            System.out.println(entry + ": " + damaged.getMessage());
                        }
                    });
        }
        return faces;
    }

    /** The coefficients of each angle. // [3, features] */
    private static double[][] fit(List<Row> rows, double ridge) {
        int size = rows.get(0).features().length;
        double[][] equations = new double[size][size + ANGLES];
        for (int i = 0; i < size; i++) {
            equations[i][i] = ridge;
        }
        for (Row row : rows) {
            double[] features = row.features();
            for (int i = 0; i < size; i++) {
                double[] equation = equations[i];
                for (int j = 0; j < size; j++) {
                    equation[j] += features[i] * features[j];
                }
                for (int angle = 0; angle < ANGLES; angle++) {
                    equation[size + angle] += features[i] * row.targets()[angle];
                }
            }
        }
        return solve(equations);
    }

    /** Solves symmetric, positive definite equations by Gauss-Jordan elimination, for several right sides. // [3, size] */
    private static double[][] solve(double[][] equations) {
        int size = equations.length;
        for (int i = 0; i < size; i++) {
            for (int row = 0; row < size; row++) {
                double factor = row == i ? 0 : equations[row][i] / equations[i][i];
                for (int column = i; factor != 0 && column < size + ANGLES; column++) {
                    equations[row][column] -= factor * equations[i][column];
                }
            }
        }
        double[][] solutions = new double[ANGLES][size];
        for (int angle = 0; angle < ANGLES; angle++) {
            for (int i = 0; i < size; i++) {
                solutions[angle][i] = equations[i][size + angle] / equations[i][i];
            }
        }
        return solutions;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
