package dev.gioconda.image.face;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Placement;
import dev.gioconda.image.Resampler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds faces with OpenCV's frontal cascades: at a coarse scale, at a fine one, and, when neither finds any, at several
 * turns of the head and in profile. All native memory of a call is released before it returns, the cascades by {@link #close()}. Calls of
 * several threads wait for each other: take one detector a thread where speed counts. The same picture gives the same faces.
 */
public final class FaceDetector implements AutoCloseable {
    /** The coarse look sees faces from a sixth of the picture's long side on, the fine one from an eighteenth. */
    private static final int COARSE = 176;

    private static final int FINE = 3 * COARSE;
    private static final int SMALLEST = 24;

    /**
     * Windows that must agree on a face; most portraits give 25 to 300. A trade for seeing faces: at these values 12 of 100
     * CIFAR-10 pictures (32 x 32, mostly animals) and 3 of 15 paintings of no one still show a face.
     */
    private static final double ENOUGH_COARSE = 6;

    private static final double ENOUGH_FINE = 9;
    private static final double ENOUGH_TURNED = 8;
    private static final double ENOUGH_IN_PROFILE = 8;

    private static final double[] TURNS = {-20, 20, -40, 40};

    /** What is repeated around the picture, as a share of its half side, so that faces cut by the border are found. */
    private static final double MARGIN = 0.2;

    private final FrontalCascades cascades = new FrontalCascades();
    private final ProfileCascade profile = new ProfileCascade();
    private final FaceAligner aligner = new FaceAligner(cascades);

    /** Loads the cascades; keep the detector for many pictures. */
    public FaceDetector() {}

    /** All faces, the largest first, as answers are given; empty when there is none. */
    public List<Face> bySize(Picture picture) {
        return detect(picture).stream()
                .sorted(Comparator.comparingDouble(Face::width).reversed())
                .toList();
    }

    /** All faces, best supported first; empty when there is none. */
    public synchronized List<Face> detect(Picture picture) {
        Picture seen = reduced(picture);
        List<Candidate> windows = look(seen, COARSE, 0);
        List<Candidate> found = new ArrayList<>(enough(windows, ENOUGH_COARSE));
        found.addAll(fine(seen));
        if (found.isEmpty()) {
            found.addAll(hidden(seen, windows));
        }
        return Candidate.apart(found).stream()
                .map(candidate -> face(picture, seen, candidate))
                .toList();
    }

    /** The largest face; empty when there is none. Quicker than {@link #detect}, as it stops at the first scale with a face. */
    public synchronized Optional<Face> largest(Picture picture) {
        Picture seen = reduced(picture);
        List<Candidate> windows = look(seen, COARSE, 0);
        List<Candidate> found = enough(windows, ENOUGH_COARSE);
        if (found.isEmpty()) {
            found = fine(seen);
        }
        if (found.isEmpty()) {
            found = hidden(seen, windows);
        }
        return found.stream()
                .max(Comparator.comparingDouble(Candidate::side))
                .map(candidate -> face(picture, seen, candidate));
    }

    private List<Candidate> fine(Picture picture) {
        boolean moreToSee = Math.max(picture.width(), picture.height()) > 1.5 * COARSE;
        return moreToSee ? enough(look(picture, FINE, 0), ENOUGH_FINE) : List.of();
    }

    /** Faces that no upright frontal look sees: those with a rolled head, else those turned to one side. */
    private List<Candidate> hidden(Picture picture, List<Candidate> upright) {
        List<Candidate> found = turned(picture, upright);
        return found.isEmpty()
                ? enough(profile.windows(picture, half(picture), COARSE, SMALLEST), ENOUGH_IN_PROFILE)
                : found;
    }

    private List<Candidate> turned(Picture picture, List<Candidate> upright) {
        List<Candidate> windows = new ArrayList<>(upright);
        for (double turn : TURNS) {
            windows.addAll(look(picture, COARSE, turn));
        }
        return enough(windows, ENOUGH_TURNED);
    }

    private List<Candidate> look(Picture picture, int side, double turn) {
        View view = View.of(picture, picture.width() / 2.0, picture.height() / 2.0, half(picture), side, turn);
        int largest = side == FINE ? 3 * SMALLEST : side; // the coarse look sees what is larger
        return cascades.windows(view, SMALLEST, largest);
    }

    private static double half(Picture picture) {
        return Math.max(picture.width(), picture.height()) / 2.0 * (1 + MARGIN);
    }

    private Face face(Picture picture, Picture seen, Candidate candidate) {
        return aligner.align(seen, candidate)
                .scaled(picture.width() / (double) seen.width())
                .face();
    }

    private static List<Candidate> enough(List<Candidate> windows, double support) {
        return Candidate.grouped(windows).stream()
                .filter(candidate -> candidate.support() >= support)
                .toList();
    }

    /** A copy at most one and a half times the fine look's size: more costs only time. */
    private static Picture reduced(Picture picture) {
        double scale = 1.5 * FINE / Math.max(picture.width(), picture.height());
        if (scale >= 1) {
            return picture;
        }
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        CropGeometry geometry = new CropGeometry(0, 0, width, height, width, height, false);
        return Resampler.sample(picture, Placement.whole(picture, 0, 0, width, height), geometry);
    }

    @Override
    public synchronized void close() {
        cascades.close();
        profile.close();
    }
}
