package dev.gioconda.face.cascade;

import dev.gioconda.face.Face;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A possible face: a square with center (x, y), in pixels of the picture; {@link FaceCropper} has the position of such
 * a box in the aligned frame.
 *
 * @param support the weighted number of the cascades' windows that agree on it
 */
record FaceCandidate(double x, double y, double side, double roll, double support) {
    /**
     * Largest distance of centers along each axis at which two windows mean the same face, in sides of the smaller one.
     * OpenCV's groupRectangles uses 0.2; this is wider, since windows of three cascades and of several roll angles are
     * joined.
     */
    private static final double MAX_CENTER_DISTANCE = 0.3;

    /** Largest ratio of sides: a little more than four steps of the cascades' scale, 1.1^4 = 1.46. */
    private static final double MAX_SIDE_RATIO = 1.5;

    /** Windows at all roll angles of the alignment that give a detection score of 0.5. */
    private static final double HALF_SUPPORT = 25;

    /** Faces overlap if their centers are closer than the sum of their sides over this, two thirds of the mean side. */
    private static final double OVERLAP_DIVISOR = 3;

    boolean agreesWith(FaceCandidate other) {
        double smallerSide = Math.min(side, other.side);
        return Math.abs(x - other.x) < MAX_CENTER_DISTANCE * smallerSide
                && Math.abs(y - other.y) < MAX_CENTER_DISTANCE * smallerSide
                && Math.max(side, other.side) < MAX_SIDE_RATIO * smallerSide;
    }

    boolean overlaps(FaceCandidate other) {
        double limit = (side + other.side) / OVERLAP_DIVISOR;
        return Math.abs(x - other.x) < limit && Math.abs(y - other.y) < limit;
    }

    FaceCandidate scaled(double scale) {
        return new FaceCandidate(x * scale, y * scale, side * scale, roll, support);
    }

    /** The face of an aligned candidate. */
    Face toFace() {
        return new Face(x - side / 2, y - side / 2, side, side, roll, support / (support + HALF_SUPPORT));
    }

    /** The mean of candidates, weighted by support; supports add up. */
    static FaceCandidate mean(List<FaceCandidate> candidates) {
        double x = 0;
        double y = 0;
        double logSide = 0;
        double roll = 0;
        double support = 0;
        for (FaceCandidate c : candidates) {
            x += c.support * c.x;
            y += c.support * c.y;
            logSide += c.support * Math.log(c.side);
            roll += c.support * c.roll;
            support += c.support;
        }
        return new FaceCandidate(x / support, y / support, Math.exp(logSide / support), roll / support, support);
    }

    /** Groups windows that agree into one candidate each, then applies {@link #nonMaximumSuppression}. */
    static List<FaceCandidate> grouped(List<FaceCandidate> windows) {
        List<FaceCandidate> remaining = new ArrayList<>(windows);
        List<FaceCandidate> groups = new ArrayList<>();
        while (!remaining.isEmpty()) {
            List<FaceCandidate> group = new ArrayList<>();
            group.add(remaining.remove(remaining.size() - 1));
            for (int i = 0; i < group.size(); i++) {
                FaceCandidate member = group.get(i);
                List<FaceCandidate> near =
                        remaining.stream().filter(member::agreesWith).toList();
                group.addAll(near);
                remaining.removeAll(near);
            }
            groups.add(mean(group));
        }
        return nonMaximumSuppression(groups);
    }

    /** Sorted by support, the highest first; of overlapping candidates only the first is kept. */
    static List<FaceCandidate> nonMaximumSuppression(List<FaceCandidate> candidates) {
        List<FaceCandidate> strongestFirst = new ArrayList<>(candidates);
        strongestFirst.sort(Comparator.comparingDouble(FaceCandidate::support).reversed());
        List<FaceCandidate> kept = new ArrayList<>();
        for (FaceCandidate candidate : strongestFirst) {
            if (kept.stream().noneMatch(candidate::overlaps)) {
                kept.add(candidate);
            }
        }
        return kept;
    }
}
