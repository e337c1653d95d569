package dev.gioconda.face.detector;

import dev.gioconda.detection.DetectedObject;
import dev.gioconda.detection.ObjectDetector;
import dev.gioconda.face.Face;
import dev.gioconda.face.FacePoints;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import java.util.List;

/**
 * A trained {@link dev.gioconda.nn.DetectorNet DetectorNet}.
 *
 * @param detector may be shared by several threads
 * @param points whether it was trained to find points
 */
record NetworkScan(ObjectDetector detector, boolean points) implements FaceScan {

    private static final double MIN_BESIDE_CLEAR = 0.75; // a tenth of the false boxes of validation pictures
    private static final int FINE_SIDE = 640;
    private static final int COARSE_SIDE = 224;
    private static final int COARSE_FROM = 288;

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
        return MIN_BESIDE_CLEAR;
    }

    @Override
    public List<Face> faces(Picture picture) {
        return detector.detect(picture).stream().map(this::face).toList();
    }

    private Face face(DetectedObject object) {
        List<Point> found = object.points();
        FacePoints five =
                points ? new FacePoints(found.get(0), found.get(1), found.get(2), found.get(3), found.get(4)) : null;
        return new Face(
                object.x() - object.width() / 2,
                object.y() - object.height() / 2,
                object.width(),
                object.height(),
                five == null ? 0 : five.roll(),
                object.score(),
                five);
    }

    /** The network has one owner, see {@link FaceDetectors}. */
    @Override
    public void close() {}
}
