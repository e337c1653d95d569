package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sufficient statistics of one person's ratings, by style. Ratings with equal settings and style together have weight 1, all ratings of a
 * person at most {@link #MAX_WEIGHT}. Notation: {@code z = (1, x)} of an image with features x, y its stars minus
 * {@link #MIDPOINT}, w the weight of a rating.
 *
 * @param byStyle by index of the style
 * @param squares {@code sum w y^2}
 * @param weight {@code sum w}
 */
record RaterStatistics(Map<Integer, SufficientStatistics> byStyle, double squares, double weight) {

    /** Maximum total weight of one person's ratings, so that no single person dominates. */
    static final int MAX_WEIGHT = 12;

    /** The middle of the scale, in stars. */
    static final double MIDPOINT = 3;

    /**
     * Statistics of one style.
     *
     * @param moments {@code sum w z z'}, [m, m]
     * @param products {@code sum w z y}, [m]
     */
    record SufficientStatistics(double[][] moments, double[] products) {}

    /** A rating as input of the model: z, index of the style, and stars. */
    record EncodedRating(double[] z, int style, int stars) {

        /** Equal for ratings with equal settings and style. */
        private String groupKey() {
            return style + Arrays.toString(z);
        }
    }

    /** The statistics of all people. */
    static List<RaterStatistics> of(Map<String, List<EncodedRating>> raters) {
        List<RaterStatistics> sums = new ArrayList<>();
        raters.values().forEach(ratings -> sums.add(of(ratings)));
        return sums;
    }

    private static RaterStatistics of(List<EncodedRating> ratings) {
        Map<String, Long> countByKey =
                ratings.stream().collect(Collectors.groupingBy(EncodedRating::groupKey, Collectors.counting()));
        double ratingWeight = Math.min(1, (double) MAX_WEIGHT / countByKey.size());
        Map<Integer, SufficientStatistics> byStyle = new LinkedHashMap<>();
        double squares = 0;
        for (EncodedRating row : ratings) {
            int m = row.z().length;
            SufficientStatistics block = byStyle.computeIfAbsent(
                    row.style(), style -> new SufficientStatistics(new double[m][m], new double[m]));
            double y = row.stars() - MIDPOINT;
            double w = ratingWeight / countByKey.getOrDefault(row.groupKey(), 1L);
            squares += w * y * y;
            for (int i = 0; i < m; i++) {
                block.products()[i] += w * row.z()[i] * y;
                for (int j = 0; j < m; j++) {
                    block.moments()[i][j] += w * row.z()[i] * row.z()[j];
                }
            }
        }
        return new RaterStatistics(byStyle, squares, ratingWeight * countByKey.size());
    }
}
