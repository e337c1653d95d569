package dev.gioconda.face.cascade;

import dev.gioconda.image.AffineMap;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * OpenCV's three frontal-face cascades; each accepted window is a vote. Their boxes are at the same place of a face to
 * within 3 % of its width (medians on 400 CelebA pictures), so the windows are counted together. The patch is not
 * histogram-equalized: a cascade normalizes each window itself, and equalization lost faces and added false ones.
 */
final class FrontalCascades implements AutoCloseable {
    private final List<Cascade> cascades = List.of(
            new Cascade("haarcascade_frontalface_alt2"),
            new Cascade("haarcascade_frontalface_alt"),
            new Cascade("haarcascade_frontalface_default"));

    /** Every accepted window, in picture coordinates; the limits of sides are in pixels of the patch. */
    List<FaceCandidate> windows(GrayPatch patch, int minSide, int maxSide) {
        return windows(cascades, patch, minSide, maxSide);
    }

    /** The windows of the first cascade, a third of the work: where it accepts nothing, the others hardly accept enough for a face. */
    List<FaceCandidate> firstWindows(GrayPatch patch, int minSide, int maxSide) {
        return windows(cascades.subList(0, 1), patch, minSide, maxSide);
    }

    /** The windows of the cascades after the first. */
    List<FaceCandidate> otherWindows(GrayPatch patch, int minSide, int maxSide) {
        return windows(cascades.subList(1, cascades.size()), patch, minSide, maxSide);
    }

    @SuppressWarnings("try") // the scope frees what is allocated inside it
    private static List<FaceCandidate> windows(List<Cascade> cascades, GrayPatch patch, int minSide, int maxSide) {
        List<FaceCandidate> found = new ArrayList<>();
        try (PointerScope scope = new PointerScope()) {
            Mat gray = patch.toMat();
            AffineMap toPicture = patch.toPicture();
            for (Cascade cascade : cascades) {
                for (Cascade.DetectionWindow window : cascade.windows(gray, minSide, maxSide)) {
                    double u = window.x() + window.side() / 2.0;
                    double v = window.y() + window.side() / 2.0;
                    double side = window.side() * patch.scale();
                    found.add(new FaceCandidate(toPicture.x(u, v), toPicture.y(u, v), side, patch.degrees(), 1));
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        cascades.forEach(Cascade::close);
    }
}
