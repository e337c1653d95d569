package dev.gioconda.style.canvas;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.FaceSquare;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Soft mask of detected faces: an ellipse for each face, 1 in its middle and 0 outside. */
public final class FaceMask {

    private static final double HALF_WIDTH = 0.62; // of the side of the square, which ends at the cheeks
    private static final double HALF_HEIGHT = 0.8; // of its side; from hair line to chin
    private static final double EDGE = 0.3; // of the half axes

    private FaceMask() {}

    /** @return values in [0, 1]; all 0 without a face // [1, 1, h, w] */
    public static Tensor of(Picture picture) {
        float[] values = new float[picture.width() * picture.height()];
        try (FaceDetector detector = FaceDetectors.installed().open()) {
            for (Face face : detector.detect(picture)) {
                draw(FaceCropper.square(face), picture, values);
            }
        }
        return Tensors.of(values, 1, 1, picture.height(), picture.width());
    }

    /** The mask as a gray picture: white in the middle of a face, black outside. */
    public static Picture picture(Picture picture) {
        try (PointerScope scope = new PointerScope()) {
            return ImageTensors.toPicture(of(picture).expand(1, 3, picture.height(), picture.width()));
        }
    }

    private static void draw(FaceSquare face, Picture picture, float[] values) {
        double roll = Math.toRadians(face.roll());
        for (int y = 0, i = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++, i++) {
                double dx = x + 0.5 - face.x();
                double dy = y + 0.5 - face.y();
                double across = (dx * Math.cos(roll) + dy * Math.sin(roll)) / (HALF_WIDTH * face.side());
                double down = (dy * Math.cos(roll) - dx * Math.sin(roll)) / (HALF_HEIGHT * face.side());
                double inside = (1 - Math.hypot(across, down)) / EDGE;
                values[i] = (float) Math.max(values[i], smoothstep(Math.min(Math.max(inside, 0), 1)));
            }
        }
    }

    private static double smoothstep(double t) {
        return t * t * (3 - 2 * t);
    }
}
