package dev.gioconda.faceapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A detected face.
 *
 * @param score of the detector, 0 to 1
 */
public record Detection(double score, Box box) {

    /**
     * Non-maximum suppression: the detections from the highest score down, without those that overlap one before them.
     *
     * @param maxOverlap the largest allowed intersection over union
     * @param limit the largest number of results
     */
    static List<Detection> suppressed(List<Detection> all, double maxOverlap, int limit) {
        List<Detection> kept = new ArrayList<>();
        List<Detection> ordered = all.stream()
                .sorted(Comparator.comparingDouble(Detection::score).reversed())
                .toList();
        for (Detection candidate : ordered) {
            if (kept.size() < limit
                    && kept.stream().allMatch(other -> other.box().overlap(candidate.box()) <= maxOverlap)) {
                kept.add(candidate);
            }
        }
        return List.copyOf(kept);
    }
}
