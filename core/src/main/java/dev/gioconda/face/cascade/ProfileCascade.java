package dev.gioconda.face.cascade;

import dev.gioconda.image.AffineMap;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;

/**
 * OpenCV's cascade for profiles, run on the picture and on its mirror image. Its box extends further behind the face
 * than the frontal ones; the constants are medians over 65 CelebA pictures of the train partition in which both kinds
 * detect the face.
 */
final class ProfileCascade implements AutoCloseable {
    /** Offset of the frontal box's center and its side, in sides of the profile box. */
    private static final double OFFSET_X = -0.15;

    private static final double OFFSET_Y = 0.02;
    private static final double SIDE_RATIO = 0.91;

    private final Cascade cascade = new Cascade("haarcascade_profileface");

    /**
     * Every accepted window of both directions, in picture coordinates.
     *
     * @param halfSide of the centered patch, in pixels of the picture
     * @param side of the patch, in its own pixels
     * @param minSide the smallest window, in pixels of the patch
     */
    List<FaceCandidate> windows(GrayImage picture, double halfSide, int side, int minSide) {
        List<FaceCandidate> found = new ArrayList<>(oneSide(picture, halfSide, side, minSide));
        for (FaceCandidate other : oneSide(picture.mirrored(), halfSide, side, minSide)) {
            found.add(new FaceCandidate(picture.width() - other.x(), other.y(), other.side(), 0, other.support()));
        }
        return found;
    }

    @SuppressWarnings("try") // the scope frees what is allocated inside it
    private List<FaceCandidate> oneSide(GrayImage picture, double halfSide, int side, int minSide) {
        GrayPatch patch = GrayPatch.of(picture, picture.width() / 2.0, picture.height() / 2.0, halfSide, side, 0);
        List<FaceCandidate> found = new ArrayList<>();
        try (PointerScope scope = new PointerScope()) {
            for (Cascade.DetectionWindow window : cascade.windows(patch.toMat(), minSide, side)) {
                double u = window.x() + window.side() * (0.5 + OFFSET_X);
                double v = window.y() + window.side() * (0.5 + OFFSET_Y);
                AffineMap toPicture = patch.toPicture();
                double faceSide = window.side() * SIDE_RATIO * patch.scale();
                found.add(new FaceCandidate(toPicture.x(u, v), toPicture.y(u, v), faceSide, 0, 1));
            }
        }
        return found;
    }

    @Override
    public void close() {
        cascade.close();
    }
}
