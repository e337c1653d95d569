package dev.gioconda.face.cascade;

import java.util.ArrayList;
import java.util.List;

/**
 * Refines position, size and roll of a detected face: scans it again at one scale and several roll angles, and takes
 * the mean over all windows of all cascades near it. A cascade accepts most windows where the face is upright, so the
 * mean of the angles, weighted by their windows, estimates the head's roll.
 */
final class FaceAligner {
    private static final double[] ROLL_OFFSETS = {-24, -12, 0, 12, 24};
    private static final int PATCH_SIDE = 88;
    private static final int MIN_SIDE = 32;
    private static final int MAX_SIDE = 64;

    private final FrontalCascades cascades;

    FaceAligner(FrontalCascades cascades) {
        this.cascades = cascades;
    }

    /** The refined candidate; its support is the number of windows at all roll angles, which is comparable between pictures. */
    FaceCandidate align(GrayImage picture, FaceCandidate found) {
        List<FaceCandidate> estimates = new ArrayList<>();
        double windows = 0;
        for (double offset : ROLL_OFFSETS) {
            GrayPatch patch =
                    GrayPatch.of(picture, found.x(), found.y(), found.side(), PATCH_SIDE, found.roll() + offset);
            List<FaceCandidate> near = cascades.windows(patch, MIN_SIDE, MAX_SIDE).stream()
                    .filter(found::agreesWith)
                    .toList();
            if (!near.isEmpty()) {
                FaceCandidate mean = FaceCandidate.mean(near);
                windows += mean.support();
                estimates.add(new FaceCandidate(
                        mean.x(), mean.y(), mean.side(), mean.roll(), mean.support() * mean.support()));
            }
        }
        if (estimates.isEmpty()) {
            return new FaceCandidate(found.x(), found.y(), found.side(), found.roll(), 0);
        }
        FaceCandidate mean = FaceCandidate.mean(estimates);
        return new FaceCandidate(mean.x(), mean.y(), mean.side(), mean.roll(), windows);
    }
}
