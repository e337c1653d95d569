package dev.gioconda.recognition;

import java.util.ArrayList;
import java.util.List;

/**
 * What a distance of two embeddings means: the probability of one person, and the distance at which a chosen share of pairs of different
 * persons would be taken for one. Measured with {@code gioconda faces evaluate --data celeba,celeba_half --split validation}: 901 faces of people whom nothing here was trained on, although the
 * networks' authors may have used pictures of some of them.
 *
 * @param center the distance at which pairs are equally often of one person and of two, where both kinds are equally frequent
 * @param steepness of the logistic function of the distance
 * @param clusterThreshold mean distance from which clusters are not merged, the best one on validation pictures
 * @param thresholds distances at false match rates, the lowest rate first
 */
public record MatchCalibration(double center, double steepness, double clusterThreshold, List<Threshold> thresholds) {

    /**
     * A distance below which pairs count as one person.
     *
     * @param falseMatchRate share of the pairs of different persons below that distance, in (0, 1)
     * @param distance Euclidean
     */
    public record Threshold(double falseMatchRate, double distance) {}

    /** The false match rates at which thresholds are measured. */
    public static final List<Double> RATES = List.of(1e-5, 1e-4, 1e-3, 1e-2, 1e-1);

    /** The usual false match rate: one in a thousand. */
    public static final double FALSE_MATCH_RATE = 0.001;

    /** Copies the list. */
    public MatchCalibration {
        thresholds = List.copyOf(thresholds);
    }

    /** The calibration of an embedder. */
    static MatchCalibration of(String embedder) {
        return switch (embedder) {
            case MobileFaceNetEmbedder.ID ->
                new MatchCalibration(1.250, 23.3, 1.1, thresholds(0.988, 1.075, 1.141, 1.216, 1.308));
            case DlibEmbedder.ID ->
                new MatchCalibration(0.660, 34.3, 0.55, thresholds(0.400, 0.456, 0.545, 0.622, 0.714));
            case BothEmbedders.ID ->
                new MatchCalibration(0.918, 29.8, 0.8, thresholds(0.696, 0.763, 0.819, 0.891, 0.983));
            case GiocondaEmbedder.ID ->
                new MatchCalibration(0.603, 30.3, 0.45, thresholds(0.359, 0.407, 0.468, 0.535, 0.632));
            default -> throw new IllegalArgumentException("There is no embedder \"%s\".".formatted(embedder));
        };
    }

    /** Distances at {@link #RATES}. */
    private static List<Threshold> thresholds(double... distances) {
        List<Threshold> thresholds = new ArrayList<>();
        for (int i = 0; i < distances.length; i++) {
            thresholds.add(new Threshold(RATES.get(i), distances[i]));
        }
        return thresholds;
    }

    /**
     * The probability that two faces at a distance are of one person, if pairs of one and of two persons are equally frequent: {@code 1 /
     * (1 + exp(steepness (distance - center)))}.
     */
    public double probability(double distance) {
        return 1 / (1 + Math.exp(steepness * (distance - center)));
    }

    /**
     * The distance at a false match rate, interpolated linearly in the rate's logarithm between measured rates.
     *
     * @throws IllegalArgumentException if the rate is outside of those that were measured
     */
    public double threshold(double falseMatchRate) {
        Threshold lowest = thresholds.get(0);
        Threshold highest = thresholds.get(thresholds.size() - 1);
        if (!(falseMatchRate >= lowest.falseMatchRate() && falseMatchRate <= highest.falseMatchRate())) {
            throw new IllegalArgumentException("The false match rate is %s; expected %s to %s, which was measured."
                    .formatted(falseMatchRate, lowest.falseMatchRate(), highest.falseMatchRate()));
        }
        Threshold below = lowest;
        for (Threshold above : thresholds) {
            if (above.falseMatchRate() >= falseMatchRate) {
                double span = Math.log(above.falseMatchRate() / below.falseMatchRate());
                double part = span == 0 ? 0 : Math.log(falseMatchRate / below.falseMatchRate()) / span;
                return below.distance() + part * (above.distance() - below.distance());
            }
            below = above;
        }
        return highest.distance();
    }
}
