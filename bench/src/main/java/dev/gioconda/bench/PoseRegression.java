package dev.gioconda.bench;

import dev.gioconda.data.Example;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.FacePoints;
import dev.gioconda.face.HeadPose;
import dev.gioconda.face.detector.FaceDetectors;
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
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Fits the ridge regression of {@link HeadPose} on GENKI-4K's yaw, pitch and roll, and measures its mean absolute error in five folds.
 * Arguments: the folder of GENKI-4K. Prints the errors in degrees, also of always the mean, and the coefficients.
 */
public final class PoseRegression {

    private static final int FOLDS = 5;
    private static final double RIDGE = 1;
    private static final int ANGLES = 3;

    /** The features of a face, and what is to be predicted: yaw, pitch, and roll beyond that of the eyes. */
    private record Row(double[] features, double[] targets, int fold) {}

    private PoseRegression() {}

    public static void main(String[] arguments) throws IOException {
        List<Row> rows = rows(Path.of(arguments[0]));
        double[] errors = new double[ANGLES];
        double[] errorsOfMean = new double[ANGLES];
        for (int fold = 0; fold < FOLDS; fold++) {
            int tested = fold;
            List<Row> others = rows.stream().filter(row -> row.fold() != tested).toList();
            double[][] coefficients = fit(others);
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
        for (double[] coefficients : fit(rows)) {
            System.out.println(Arrays.stream(coefficients)
                    .mapToObj(value -> String.format(Locale.ROOT, "%.3f", value))
                    .collect(Collectors.joining(", ", "{", "}")));
        }
    }

    private static List<Row> rows(Path folder) throws IOException {
        List<Example> examples = Datasets.open(folder.toString()).examples();
        List<String> labels = Files.readAllLines(folder.resolve("labels.txt"));
        Map<String, FacePoints> points = points(examples);
        SplittableRandom random = new SplittableRandom(7);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            FacePoints five = points.get(examples.get(i).entry());
            String[] cells = labels.get(i).strip().split("\\s+", -1);
            int fold = random.nextInt(FOLDS);
            if (five != null) {
                double[] targets = new double[ANGLES];
                for (int angle = 0; angle < ANGLES; angle++) {
                    targets[angle] = Math.toDegrees(Double.parseDouble(cells[angle + 1]));
                }
                targets[2] -= five.roll();
                rows.add(new Row(HeadPose.features(five), targets, fold));
            }
        }
        return rows;
    }

    private static Map<String, FacePoints> points(List<Example> examples) throws IOException {
        Map<String, FacePoints> points = new HashMap<>();
        SafeImageDecoder decoder = new SafeImageDecoder();
        FaceDetectors yunet = FaceDetectors.named(FaceDetectors.YUNET, OfficialWeights.forCurrentUser());
        try (FaceDetector detector = yunet.open()) {
            examples.get(0)
                    .archive()
                    .visit(examples.stream().map(Example::entry).collect(Collectors.toSet()), (entry, bytes) -> {
                        try {
                            Picture picture = decoder.decode(bytes);
                            detector.largest(picture)
                                    .map(face -> detector.refined(picture, face).points())
                                    .ifPresent(five -> points.put(entry, five));
                        } catch (RefusedPictureException damaged) {
                            System.out.println(entry + ": " + damaged.getMessage());
                        }
                    });
        }
        return points;
    }

    /** The coefficients of each angle. // [3, features] */
    private static double[][] fit(List<Row> rows) {
        int size = rows.get(0).features().length;
        double[][] coefficients = new double[ANGLES][];
        for (int angle = 0; angle < ANGLES; angle++) {
            double[][] equations = new double[size][size + 1];
            for (int i = 0; i < size; i++) {
                equations[i][i] = RIDGE;
            }
            for (Row row : rows) {
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j < size; j++) {
                        equations[i][j] += row.features()[i] * row.features()[j];
                    }
                    equations[i][size] += row.features()[i] * row.targets()[angle];
                }
            }
            coefficients[angle] = solve(equations);
        }
        return coefficients;
    }

    /** Solves symmetric, positive definite equations by Gauss-Jordan elimination. */
    private static double[] solve(double[][] equations) {
        int size = equations.length;
        for (int i = 0; i < size; i++) {
            for (int row = 0; row < size; row++) {
                double factor = row == i ? 0 : equations[row][i] / equations[i][i];
                for (int column = i; factor != 0 && column <= size; column++) {
                    equations[row][column] -= factor * equations[i][column];
                }
            }
        }
        double[] solution = new double[size];
        for (int i = 0; i < size; i++) {
            solution[i] = equations[i][size] / equations[i][i];
        }
        return solution;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
