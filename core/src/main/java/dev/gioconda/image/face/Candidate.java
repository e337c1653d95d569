package dev.gioconda.image.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A place where a face may be: the square of {@link FaceCropper}'s box around (x, y), in pixels of the picture.
 *
 * @param support how many of the cascades' windows, weighted, agree on it
 */
record Candidate(double x, double y, double side, double roll, double support) {
    private static final double FAR = 0.3;
    private static final double LARGER = 1.5;

    boolean agreesWith(Candidate other) {
        double least = Math.min(side, other.side);
        return Math.abs(x - other.x) < FAR * least
                && Math.abs(y - other.y) < FAR * least
                && Math.max(side, other.side) < LARGER * least;
    }

    private boolean overlaps(Candidate other) {
        return Math.abs(x - other.x) < (side + other.side) / 3 && Math.abs(y - other.y) < (side + other.side) / 3;
    }

    Candidate scaled(double scale) {
        return new Candidate(x * scale, y * scale, side * scale, roll, support);
    }

    Face face() {
        return new Face(x - side / 2, y - side / 2, side, side, roll, support);
    }

    /** The weighted mean of candidates that agree; supports add up. */
    static Candidate mean(List<Candidate> candidates) {
        double x = 0;
        double y = 0;
        double logSide = 0;
        double roll = 0;
        double support = 0;
        for (Candidate c : candidates) {
            x += c.support * c.x;
            y += c.support * c.y;
            logSide += c.support * Math.log(c.side);
            roll += c.support * c.roll;
            support += c.support;
        }
        return new Candidate(x / support, y / support, Math.exp(logSide / support), roll / support, support);
    }

    /** Joins windows that agree, then keeps them {@link #apart}. */
    static List<Candidate> grouped(List<Candidate> windows) {
        List<Candidate> left = new ArrayList<>(windows);
        List<Candidate> groups = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Candidate> group = new ArrayList<>();
            group.add(left.remove(left.size() - 1));
            for (int i = 0; i < group.size(); i++) {
                Candidate member = group.get(i);
                List<Candidate> near = left.stream().filter(member::agreesWith).toList();
                group.addAll(near);
                left.removeAll(near);
            }
            groups.add(mean(group));
        }
        return apart(groups);
    }

    /** Strongest first; of candidates that overlap only the strongest stays. */
    static List<Candidate> apart(List<Candidate> candidates) {
        List<Candidate> strongestFirst = new ArrayList<>(candidates);
        strongestFirst.sort(Comparator.comparingDouble(Candidate::support).reversed());
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : strongestFirst) {
            if (kept.stream().noneMatch(candidate::overlaps)) {
                kept.add(candidate);
            }
        }
        return kept;
    }
}
