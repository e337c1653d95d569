package dev.gioconda.face.mesh;

import dev.gioconda.face.DnnNetwork;
import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import dev.gioconda.image.Resampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * MediaPipe's network of 468 face points, run by OpenCV from its TensorFlow Lite file. It reads a square of 192 x 192 pixels in which the
 * eyes are level and the face takes two thirds. As MediaPipe does it for the next frame of a video, the mesh of a first square places a second one, whose
 * mesh is more exact: the errors of the pose from the first one are a fifth larger.
 */
public final class MeshNetwork implements AutoCloseable {

    /** The name of the network in the catalog of weights. */
    public static final String NETWORK = "face-mesh";

    private static final int SIDE = 192;
    private static final int COORDINATES = 3; // x, y and depth, which is not used
    private static final double[] ZERO = {0, 0, 0};
    private static final double[] WHITE = {255, 255, 255};

    /** The first square in the aligned frame. */
    private static final CropGeometry FIRST = square(89, 124, 220);

    private static final double MARGIN = 1.5; // side of the second square, in longer sides of the mesh
    private static final double MIN_SIDE = 20; // of that square in the frame, should there be no face

    private final DnnNetwork network;

    /**
     * Reads the network.
     *
     * @throws IOException if the file cannot be read or is not a network that OpenCV runs
     */
    public MeshNetwork(Path file) throws IOException {
        network = new DnnNetwork(file, NETWORK);
    }

    /** The mesh of a face, best with refined points. */
    public FaceMesh mesh(Picture picture, Face face) {
        AffineMap frame = FaceCropper.frameToPicture(face);
        FaceMesh first = inFrame(picture, frame, FIRST);
        FaceMesh second = inFrame(picture, frame, around(first.points()));
        return new FaceMesh(second.points().stream().map(frame::apply).toList(), second.presence());
    }

    /** The mesh in a square of the frame, in coordinates of the frame. */
    private FaceMesh inFrame(Picture picture, AffineMap frame, CropGeometry square) {
        List<float[]> outputs = network.outputs(Resampler.sample(picture, frame, square), ZERO, WHITE);
        float[] coordinates = output(outputs, COORDINATES * FaceMesh.COUNT); // [468 * 3], in pixels of the input
        double logit = output(outputs, 1)[0];
        double scale = square.width() / SIDE;
        List<Point> points = new ArrayList<>(FaceMesh.COUNT);
        for (int i = 0; i < FaceMesh.COUNT; i++) {
            points.add(new Point(
                    square.x() + scale * coordinates[COORDINATES * i],
                    square.y() + scale * coordinates[COORDINATES * i + 1]));
        }
        return new FaceMesh(points, 1 / (1 + Math.exp(-logit)));
    }

    private static CropGeometry around(List<Point> points) {
        DoubleSummaryStatistics x = points.stream().mapToDouble(Point::x).summaryStatistics();
        DoubleSummaryStatistics y = points.stream().mapToDouble(Point::y).summaryStatistics();
        double longer = Math.max(x.getMax() - x.getMin(), y.getMax() - y.getMin());
        return square(
                (x.getMin() + x.getMax()) / 2, (y.getMin() + y.getMax()) / 2, Math.max(MIN_SIDE, MARGIN * longer));
    }

    private static CropGeometry square(double x, double y, double side) {
        return new CropGeometry(x - side / 2, y - side / 2, side, side, SIDE, SIDE, false);
    }

    private static float[] output(List<float[]> outputs, int length) {
        return outputs.stream()
                .filter(values -> values.length == length)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "%s gives no output of %d numbers; import its file again.".formatted(NETWORK, length)));
    }

    @Override
    public void close() {
        network.close();
    }
}
