package dev.gioconda.face.detector;

import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.FacePoints;
import dev.gioconda.face.Framing;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Measures the position of the detector's box in the aligned frame, and the distance of predicted eyes from the true ones: aligned
 * CelebA pictures, rotated by a known roll (normal, 10 degrees), are detected as photographs. Arguments: a folder of aligned CelebA
 * pictures, their number, the detector. Prints the constants of {@link FaceCropper} and the errors in pixels of the aligned frame.
 */
final class FaceBoxSurvey {
    private static final CropGeometry FRAME = new CropGeometry(0, 0, 178, 218, 178, 218, false);
    private static final double[] EYES = {69.5, 107.5};
    private static final double EYE_ROW = 111.5;

    private FaceBoxSurvey() {}

    public static void main(String[] arguments) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
            files = all.sorted().limit(Integer.parseInt(arguments[1])).toList();
        }
        Random random = new Random(1);
        SafeImageDecoder decoder = new SafeImageDecoder();
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        List<Double> width = new ArrayList<>();
        List<Double> eye = new ArrayList<>();
        List<Double> roll = new ArrayList<>();
        List<List<Double>> points = Stream.generate(() -> (List<Double>) new ArrayList<Double>())
                .limit(10)
                .toList();
        try (FaceDetector detector = FaceDetectors.named(arguments[2], OfficialWeights.forCurrentUser())
                .open()) {
            for (Path file : files) {
                double degrees = random.nextGaussian() * 10;
                Picture frame = FaceCropper.crop(decoder.read(file), Framing.CELEBA, FRAME);
                AffineMap toImage = AffineMap.similarity(89, 109, 89, 109, 1, -degrees);
                AffineMap truth = AffineMap.similarity(89, 109, 89, 109, 1, degrees);
                detector.largest(Resampler.sample(frame, toImage, FRAME)).ifPresent(face -> {
                    double cx = face.x() + face.width() / 2;
                    double cy = face.y() + face.height() / 2;
                    x.add(toImage.x(cx, cy));
                    y.add(toImage.y(cx, cy));
                    width.add(face.width());
                    roll.add(Math.abs(face.roll() - degrees));
                    FacePoints five = face.points();
                    for (int i = 0; five != null && i < 5; i++) {
                        Point point = toImage.apply(five.list().get(i));
                        points.get(2 * i).add(point.x());
                        points.get(2 * i + 1).add(point.y());
                    }
                    AffineMap found = FaceCropper.frameToPicture(face);
                    for (double u : EYES) {
                        eye.add(Math.hypot(
                                found.x(u, EYE_ROW) - truth.x(u, EYE_ROW), found.y(u, EYE_ROW) - truth.y(u, EYE_ROW)));
                    }
                });
            }
        }
        System.out.printf("found %d of %d%n", x.size(), files.size());
        printStatistics("box center x", x);
        printStatistics("box center y", y);
        printStatistics("box width", width);
        printStatistics("eye error", eye);
        for (int i = 0; i < 10 && !points.get(i).isEmpty(); i++) {
            printStatistics("point %d %s".formatted(i / 2, i % 2 == 0 ? "x" : "y"), points.get(i));
        }
        printStatistics("roll error, degrees", roll);
    }

    private static void printStatistics(String name, List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double squares = 0;
        for (double value : sorted) {
            squares += value * value;
        }
        int n = sorted.length;
        System.out.printf(
                "%-20s median %.2f, middle half %.2f to %.2f, 95 %% below %.2f, rms %.2f%n",
                name, sorted[n / 2], sorted[n / 4], sorted[3 * n / 4], sorted[n * 95 / 100], Math.sqrt(squares / n));
    }
}
