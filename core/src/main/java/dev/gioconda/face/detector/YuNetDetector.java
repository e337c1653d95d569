package dev.gioconda.face.detector;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.FacePoints;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import dev.gioconda.image.Resampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;

/**
 * YuNet (Wu, Peng and Yu 2023, "YuNet: A Tiny Millisecond-level Face Detector"), a convolutional network of 75,856 parameters, run by
 * OpenCV from its ONNX file: boxes and five points. A picture is scanned at its own resolution up to {@link #FINE_SIDE} pixels, and
 * again at {@link #COARSE_SIDE} for faces that are larger than the network's anchors.
 */
final class YuNetDetector implements FaceDetector {
    private static final int FINE_SIDE = 1280;
    private static final int COARSE_SIDE = 320;

    /** OpenCV's own recommendation; all boxes of 42 photographs at this score are faces. */
    private static final float MIN_SCORE = 0.6f;

    private static final float MAX_OVERLAP = 0.3f; // of boxes, as intersection over union
    private static final int MAX_CANDIDATES = 5000;

    /**
     * OpenCV 4.13 computes random numbers, such as infinite boxes, for inputs of at most 32 x 32 pixels and for those that are ten times
     * as long as wide.
     */
    private static final int MIN_SIDE = 64;

    private static final int MAX_ASPECT_RATIO = 4;

    private static final double[] QUARTER_TURNS = {90, -90, 180};

    /** The crop in which points are refined, in the aligned frame. */
    private static final CropGeometry REFINED_REGION = new CropGeometry(-21, 18, 220, 220, 320, 320, false);

    private static final double MAX_CENTER_DISTANCE = 0.2; // of the side of that crop

    private final FaceDetectorYN network;

    /**
     * Reads the network.
     *
     * @param file in ONNX
     * @throws IOException if the file cannot be read or is not YuNet
     */
    YuNetDetector(Path file) throws IOException {
        byte[] model = Files.readAllBytes(file);
        try {
            network = FaceDetectorYN.create(
                    "onnx", model, new byte[0], new Size(32, 32), MIN_SCORE, MAX_OVERLAP, MAX_CANDIDATES, 0, 0);
            List<Face> unused = scan(new Picture(MIN_SIDE, MIN_SIDE, new byte[3 * MIN_SIDE * MIN_SIDE]), FINE_SIDE);
        } catch (RuntimeException rejected) {
            throw new IOException("%s is not YuNet; delete it and import YuNet again.".formatted(file), rejected);
        }
    }

    @Override
    public String id() {
        return FaceDetectors.YUNET;
    }

    @Override
    public synchronized List<Face> detect(Picture photograph) {
        List<Face> faces = new ArrayList<>(upright(photograph));
        if (faces.stream().noneMatch(Face::clear)) {
            for (double degrees : QUARTER_TURNS) {
                faces.addAll(turned(photograph, degrees));
            }
            faces.sort(Comparator.comparingDouble(Face::detection).reversed());
        }
        return withoutOverlaps(faces).stream()
                .sorted(Face.CLEAR_AND_LARGE_FIRST)
                .toList();
    }

    @Override
    public synchronized Optional<Face> largest(Picture picture) {
        return upright(picture).stream().max(Comparator.comparingDouble(Face::width));
    }

    /** The mean of the points in an upright and enlarged crop and in its mirror image. */
    @Override
    public synchronized Face refined(Picture picture, Face face) {
        AffineMap frame = FaceCropper.frameToPicture(face);
        Picture crop = Resampler.sample(picture, frame, REFINED_REGION);
        List<FacePoints> found = new ArrayList<>();
        central(crop).ifPresent(found::add);
        central(Orientation.MIRRORED.upright(crop))
                .map(points -> points.mirrored(crop.width()))
                .ifPresent(found::add);
        if (found.isEmpty()) {
            return face;
        }
        double scale = REFINED_REGION.width() / REFINED_REGION.columns();
        FacePoints points = FacePoints.mean(found)
                .map(point -> frame.apply(
                        new Point(REFINED_REGION.x() + point.x() * scale, REFINED_REGION.y() + point.y() * scale)));
        return new Face(face.x(), face.y(), face.width(), face.height(), points.roll(), face.detection(), points);
    }

    /** The points of the face nearest to the center of a square crop; empty if there is none near it. */
    private Optional<FacePoints> central(Picture crop) {
        double center = crop.width() / 2.0;
        return scan(crop, FINE_SIDE).stream()
                .filter(face -> distance(face, center) < MAX_CENTER_DISTANCE * crop.width())
                .min(Comparator.comparingDouble(face -> distance(face, center)))
                .map(Face::points);
    }

    private static double distance(Face face, double center) {
        return Math.hypot(face.x() + face.width() / 2 - center, face.y() + face.height() / 2 - center);
    }

    private List<Face> upright(Picture picture) {
        List<Face> faces = new ArrayList<>(scan(picture, FINE_SIDE));
        if (Math.max(picture.width(), picture.height()) > 2 * COARSE_SIDE) {
            faces.addAll(scan(picture, COARSE_SIDE));
        }
        return withoutOverlaps(faces);
    }

    private List<Face> turned(Picture picture, double degrees) {
        boolean sideways = Math.abs(degrees) == 90;
        Picture fine = Resampler.fit(picture, FINE_SIDE);
        double scale = picture.width() / (double) fine.width();
        int width = sideways ? fine.height() : fine.width();
        int height = sideways ? fine.width() : fine.height();
        AffineMap turn =
                AffineMap.similarity(width / 2.0, height / 2.0, fine.width() / 2.0, fine.height() / 2.0, 1, degrees);
        Picture turned = Resampler.sample(fine, turn, new CropGeometry(0, 0, width, height, width, height, false));
        AffineMap back = AffineMap.similarity(
                width / 2.0, height / 2.0, picture.width() / 2.0, picture.height() / 2.0, scale, degrees);
        return upright(turned).stream()
                .filter(Face::clear) // three more looks find three times as many false faces
                .map(face -> mapped(face, back))
                .toList();
    }

    /** The faces of a picture that is reduced to a long side, in pixels of the picture. */
    @SuppressWarnings("try") // the scope frees what is allocated inside it
    private List<Face> scan(Picture picture, int longSide) {
        Picture reduced = Resampler.fit(picture, longSide);
        AffineMap back = new AffineMap(
                picture.width() / (double) reduced.width(), 0, 0, 0, picture.height() / (double) reduced.height(), 0);
        try (PointerScope scope = new PointerScope()) {
            Mat found = new Mat(); // [faces, 15] float32: box, five points, score
            Mat pixels = bgr(reduced);
            network.setInputSize(new Size(pixels.cols(), pixels.rows()));
            network.detect(pixels, found);
            List<Face> faces = new ArrayList<>();
            if (!found.empty()) {
                FloatIndexer values = found.createIndexer();
                for (int i = 0; i < found.rows(); i++) {
                    Face face = face(values, i);
                    faces.add(mapped(face, back));
                }
            }
            return faces;
        }
    }

    /** The pixels as OpenCV has them, with black below and to the right of a picture that is too small or too long. */
    private static Mat bgr(Picture picture) {
        int minSide = Math.max(MIN_SIDE, Math.max(picture.width(), picture.height()) / MAX_ASPECT_RATIO);
        int width = Math.max(picture.width(), minSide);
        int height = Math.max(picture.height(), minSide);
        byte[] rgb = picture.rgb();
        byte[] bgr = new byte[3 * width * height];
        for (int y = 0, from = 0; y < picture.height(); y++) {
            int to = 3 * width * y;
            for (int x = 0; x < picture.width(); x++, from += 3, to += 3) {
                bgr[to] = rgb[from + 2];
                bgr[to + 1] = rgb[from + 1];
                bgr[to + 2] = rgb[from];
            }
        }
        return new Mat(height, width, CV_8UC3, new BytePointer(bgr));
    }

    private static Face face(FloatIndexer values, int row) {
        Point[] points = new Point[5];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Point(values.get(row, 4 + 2 * i), values.get(row, 5 + 2 * i));
        }
        FacePoints five = new FacePoints(points[0], points[1], points[2], points[3], points[4]);
        return new Face(
                values.get(row, 0),
                values.get(row, 1),
                values.get(row, 2),
                values.get(row, 3),
                five.roll(),
                Math.min(1, values.get(row, 14)),
                five);
    }

    /** A face in the pixels of another picture; its box is the upright one around the mapped box. */
    private static Face mapped(Face face, AffineMap map) {
        double width = face.width() * Math.abs(map.xu()) + face.height() * Math.abs(map.xv());
        double height = face.width() * Math.abs(map.yu()) + face.height() * Math.abs(map.yv());
        Point center = map.apply(new Point(face.x() + face.width() / 2, face.y() + face.height() / 2));
        FacePoints points = Objects.requireNonNull(face.points()).map(map::apply);
        return new Face(
                center.x() - width / 2,
                center.y() - height / 2,
                width,
                height,
                points.roll(),
                face.detection(),
                points);
    }

    /** Each face that overlaps none before it. */
    private static List<Face> withoutOverlaps(List<Face> faces) {
        List<Face> kept = new ArrayList<>();
        for (Face face : faces) {
            if (kept.stream().noneMatch(other -> overlap(face, other) > MAX_OVERLAP)) {
                kept.add(face);
            }
        }
        return kept;
    }

    private static double overlap(Face a, Face b) {
        double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
        double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
        double common = Math.max(0, width) * Math.max(0, height);
        return common / (a.width() * a.height() + b.width() * b.height() - common);
    }

    @Override
    public synchronized void close() {
        network.close();
    }
}
