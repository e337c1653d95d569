package dev.gioconda.face.cascade;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Detects faces with OpenCV's frontal cascades: at a coarse scale, at a fine one, at several roll angles, and, if these find none, in
 * profile. All native memory of a call is released before it returns, the cascades by {@link
 * #close()}. Calls are synchronized: use one detector per thread where speed matters. The same picture gives the same
 * faces.
 */
public final class CascadeDetector implements FaceDetector {
    /** The id of the detector. */
    public static final String ID = "cascades";

    /** The coarse scan finds faces from 1/6 of the picture's long side, the fine scan from 1/18. */
    private static final int COARSE_SIDE = 176;

    private static final int FINE_SIDE = 3 * COARSE_SIDE;
    private static final int MIN_FACE_SIDE = 24;

    /**
     * Minimum support of a face, in windows; most portraits have 25 to 300. A trade-off between missed and false faces:
     * with these values the detector reports a face in 12 of 100 CIFAR-10 pictures (32 x 32, mostly animals) and 3 of
     * 15 paintings without people.
     */
    private static final double MIN_SUPPORT_COARSE = 6;

    private static final double MIN_SUPPORT_FINE = 9;
    private static final double MIN_SUPPORT_ROLLED = 8;
    private static final double MIN_SUPPORT_PROFILE = 8;

    /** Support by the first of three cascades below which the others are not asked. */
    private static final double MIN_SUPPORT_FIRST = 2;

    private static final double[] ROLL_ANGLES = {-20, 20, -40, 40};
    private static final double[] QUARTER_TURNS = {90, -90, 180};

    /**
     * Padding around the picture by repeated border pixels, as a fraction of its half side, so that faces cut by the
     * border are found.
     */
    private static final double MARGIN = 0.2;

    private final FrontalCascades cascades = new FrontalCascades();
    private @Nullable ProfileCascade profile; // loaded when an image needs it
    private final FaceAligner aligner = new FaceAligner(cascades);

    /** Loads the frontal cascades; use one detector for many pictures. */
    public CascadeDetector() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public synchronized List<Face> detect(Picture photograph) {
        GrayImage shrunk = GrayImage.of(shrink(photograph));
        List<FaceCandidate> windows = scan(shrunk, COARSE_SIDE, 0);
        List<FaceCandidate> found = new ArrayList<>(withSupport(windows, MIN_SUPPORT_COARSE));
        found.addAll(scanFine(shrunk));
        List<FaceCandidate> rolled = rolledOrProfile(shrunk, windows, found).stream()
                .filter(candidate ->
                        found.stream().noneMatch(candidate::overlaps)) // an upright face is found rolled, too
                .toList();
        List<FaceCandidate> aligned = new ArrayList<>(aligned(shrunk, found));
        aligned.addAll(aligned(shrunk, rolled));
        if (aligned.stream().noneMatch(candidate -> candidate.toFace().clear())) {
            List<FaceCandidate> turned = new ArrayList<>();
            for (double angle : QUARTER_TURNS) {
                turned.addAll(withSupport(scan(shrunk, COARSE_SIDE, angle), MIN_SUPPORT_ROLLED));
            }
            aligned.addAll(aligned(shrunk, turned));
            aligned = FaceCandidate.nonMaximumSuppression(
                    aligned); // what is found turned and clearly replaces what is not
        }
        double scale = photograph.width() / (double) shrunk.width();
        return aligned.stream()
                .map(candidate -> candidate.scaled(scale).toFace())
                .sorted(Face.CLEAR_AND_LARGE_FIRST)
                .toList();
    }

    /** The candidates without overlapping ones, aligned. */
    private List<FaceCandidate> aligned(GrayImage picture, List<FaceCandidate> found) {
        return FaceCandidate.nonMaximumSuppression(found).stream()
                .map(candidate -> aligner.align(picture, candidate))
                .toList();
    }

    /** Faster than {@link #detect}, since it stops at the first scale with a face. */
    @Override
    public synchronized Optional<Face> largest(Picture picture) {
        GrayImage shrunk = GrayImage.of(shrink(picture));
        List<FaceCandidate> windows = scan(shrunk, COARSE_SIDE, 0);
        List<FaceCandidate> found = withSupport(windows, MIN_SUPPORT_COARSE);
        if (found.isEmpty()) {
            found = scanFine(shrunk);
        }
        if (found.isEmpty()) {
            found = rolledOrProfile(shrunk, windows, List.of());
        }
        return found.stream()
                .max(Comparator.comparingDouble(FaceCandidate::side))
                .map(candidate -> alignedFace(picture, shrunk, candidate));
    }

    /** The box was refined by {@link FaceAligner} already. */
    @Override
    public Face refined(Picture picture, Face face) {
        return face;
    }

    private List<FaceCandidate> scanFine(GrayImage picture) {
        if (Math.max(picture.width(), picture.height()) <= 1.5 * COARSE_SIDE) {
            return List.of(); // a finer scale does not help
        }
        return withSupport(windows(List.of(patch(picture, FINE_SIDE, 0)), List.of(), List.of()), MIN_SUPPORT_FINE);
    }

    /**
     * Faces that the upright frontal scan misses: rolled heads, and profiles where there are no other faces.
     *
     * @param upright windows of that scan
     * @param found faces that are known
     */
    private List<FaceCandidate> rolledOrProfile(
            GrayImage picture, List<FaceCandidate> upright, List<FaceCandidate> found) {
        List<FaceCandidate> rolled = rolled(picture, upright, found);
        return rolled.isEmpty() && found.isEmpty()
                ? withSupport(
                        profile().windows(picture, halfSide(picture), COARSE_SIDE, MIN_FACE_SIDE), MIN_SUPPORT_PROFILE)
                : rolled;
    }

    private ProfileCascade profile() {
        ProfileCascade loaded = profile == null ? new ProfileCascade() : profile;
        profile = loaded;
        return loaded;
    }

    private List<FaceCandidate> rolled(GrayImage picture, List<FaceCandidate> upright, List<FaceCandidate> found) {
        List<GrayPatch> patches = Arrays.stream(ROLL_ANGLES)
                .mapToObj(angle -> patch(picture, COARSE_SIDE, angle))
                .toList();
        return withSupport(windows(patches, upright, found), MIN_SUPPORT_ROLLED);
    }

    /**
     * The windows of some patches, after those of other patches; none if the first cascade accepts too few apart from known faces.
     *
     * @param before windows of other patches
     * @param found faces that are known
     */
    private List<FaceCandidate> windows(
            List<GrayPatch> patches, List<FaceCandidate> before, List<FaceCandidate> found) {
        List<List<FaceCandidate>> first = patches.stream()
                .map(patch -> cascades.firstWindows(patch, MIN_FACE_SIDE, maxSide(patch)))
                .toList();
        List<FaceCandidate> elsewhere = Stream.concat(
                        before.stream(), first.stream().flatMap(List::stream))
                .filter(window -> found.stream().noneMatch(window::overlaps))
                .toList();
        if (withSupport(elsewhere, MIN_SUPPORT_FIRST).isEmpty()) {
            return List.of();
        }
        List<FaceCandidate> windows = new ArrayList<>(before);
        for (int i = 0; i < patches.size(); i++) {
            windows.addAll(first.get(i));
            windows.addAll(cascades.otherWindows(patches.get(i), MIN_FACE_SIDE, maxSide(patches.get(i))));
        }
        return windows;
    }

    private List<FaceCandidate> scan(GrayImage picture, int side, double angle) {
        GrayPatch patch = patch(picture, side, angle);
        return cascades.windows(patch, MIN_FACE_SIDE, maxSide(patch));
    }

    private static GrayPatch patch(GrayImage picture, int side, double angle) {
        return GrayPatch.of(picture, picture.width() / 2.0, picture.height() / 2.0, halfSide(picture), side, angle);
    }

    private static int maxSide(GrayPatch patch) {
        return patch.side() == FINE_SIDE ? 3 * MIN_FACE_SIDE : patch.side(); // the coarse scan finds larger faces
    }

    private static double halfSide(GrayImage picture) {
        return Math.max(picture.width(), picture.height()) / 2.0 * (1 + MARGIN);
    }

    private Face alignedFace(Picture picture, GrayImage shrunk, FaceCandidate candidate) {
        return aligner.align(shrunk, candidate)
                .scaled(picture.width() / (double) shrunk.width())
                .toFace();
    }

    private static List<FaceCandidate> withSupport(List<FaceCandidate> windows, double minSupport) {
        return FaceCandidate.grouped(windows).stream()
                .filter(candidate -> candidate.support() >= minSupport)
                .toList();
    }

    /**
     * At most 1.5 times the resolution of the fine scan; more takes only time. Not {@link Resampler#fit}, which rounds
     * about one byte in a million differently and so could move detections.
     */
    private static Picture shrink(Picture picture) {
        double scale = 1.5 * FINE_SIDE / Math.max(picture.width(), picture.height());
        if (scale >= 1) {
            return picture;
        }
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        CropGeometry geometry = new CropGeometry(0, 0, width, height, width, height, false);
        return Resampler.sample(picture, AffineMap.covering(picture, 0, 0, width, height), geometry);
    }

    @Override
    public synchronized void close() {
        cascades.close();
        if (profile != null) {
            profile.close();
        }
    }
}
