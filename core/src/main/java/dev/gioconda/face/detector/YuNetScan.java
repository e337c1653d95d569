package dev.gioconda.face.detector;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.gioconda.face.Face;
import dev.gioconda.face.FacePoints;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;

/**
 * YuNet (Wu, Peng and Yu 2023, "YuNet: A Tiny Millisecond-level Face Detector"), a convolutional network of 75,856 parameters, run by
 * OpenCV from its ONNX file: boxes and five points.
 */
final class YuNetScan implements FaceScan {
    private static final int FINE_SIDE = 1280;
    private static final int COARSE_SIDE = 320;
    private static final int COARSE_FROM = 2 * COARSE_SIDE;

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

    private final FaceDetectorYN network;

    /**
     * Reads the network.
     *
     * @param file in ONNX
     * @throws IOException if the file cannot be read or is not YuNet
     */
    YuNetScan(Path file) throws IOException {
        byte[] model = Files.readAllBytes(file);
        try {
            network = FaceDetectorYN.create(
                    "onnx", model, new byte[0], new Size(32, 32), MIN_SCORE, MAX_OVERLAP, MAX_CANDIDATES, 0, 0);
            List<Face> unused = faces(new Picture(MIN_SIDE, MIN_SIDE, new byte[3 * MIN_SIDE * MIN_SIDE]));
        } catch (RuntimeException rejected) {
            throw new IOException("%s is not YuNet; delete it and import YuNet again.".formatted(file), rejected);
        }
    }

    @Override
    public int fineSide() {
        return FINE_SIDE;
    }

    @Override
    public int coarseSide() {
        return COARSE_SIDE;
    }

    @Override
    public int coarseFrom() {
        return COARSE_FROM;
    }

    @Override
    public double minBesideClear() {
        return MIN_SCORE;
    }

    @Override
    @SuppressWarnings("try") // the scope frees what is allocated inside it
    public List<Face> faces(Picture picture) {
        try (PointerScope scope = new PointerScope()) {
            Mat found = new Mat(); // [faces, 15] float32: box, five points, score
            Mat pixels = bgr(picture);
            network.setInputSize(new Size(pixels.cols(), pixels.rows()));
            network.detect(pixels, found);
            List<Face> faces = new ArrayList<>();
            if (!found.empty()) {
                FloatIndexer values = found.createIndexer();
                for (int i = 0; i < found.rows(); i++) {
                    faces.add(face(values, i));
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

    @Override
    public void close() {
        network.close();
    }
}
