package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One person's ratings, summed up by style. Those of the same settings and style count as one together, and all of them as {@link #FULL}
 * at most. With {@code z = (1, x)} of a painting, its stars y over three, and the weight w that a
 * rating of this person has.
 *
 * @param blocks by the style's number
 * @param squares {@code sum w y^2}
 * @param weight {@code sum w}
 */
record PersonSums(Map<Integer, Block> blocks, double squares, double weight) {

    /** The most that one person's ratings weigh together, so that one person is no crowd. */
    static final int FULL = 12;

    /** The middle of the scale, in stars. */
    static final double MIDDLE = 3;

    /**
     * @param moments {@code sum w z z'}, [m, m]
     * @param products {@code sum w z y}, [m]
     */
    record Block(double[][] moments, double[] products) {}

    /** A rating as the model sees it: z, which style, and stars. */
    record Row(double[] z, int style, int stars) {

        /** The same for ratings of the same settings and style. */
        private String settings() {
            return style + Arrays.toString(z);
        }
    }

    /** Everybody's sums. */
    static List<PersonSums> of(Map<String, List<Row>> people) {
        List<PersonSums> sums = new ArrayList<>();
        people.values().forEach(rows -> sums.add(of(rows)));
        return sums;
    }

    private static PersonSums of(List<Row> rows) {
        Map<String, Long> alike = rows.stream().collect(Collectors.groupingBy(Row::settings, Collectors.counting()));
        double each = Math.min(1, (double) FULL / alike.size());
        Map<Integer, Block> blocks = new LinkedHashMap<>();
        double squares = 0;
        for (Row row : rows) {
            int m = row.z().length;
            Block block = blocks.computeIfAbsent(row.style(), style -> new Block(new double[m][m], new double[m]));
            double y = row.stars() - MIDDLE;
            double w = each / alike.getOrDefault(row.settings(), 1L);
            squares += w * y * y;
            for (int i = 0; i < m; i++) {
                block.products()[i] += w * row.z()[i] * y;
                for (int j = 0; j < m; j++) {
                    block.moments()[i][j] += w * row.z()[i] * row.z()[j];
                }
            }
        }
        return new PersonSums(blocks, squares, each * alike.size());
    }
}
