package dev.gioconda.data.explore;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import java.util.List;

/**
 * Co-occurrence of attributes over the pictures with both labels known. An entry that is undefined, because an
 * attribute is constant or never occurs, is NaN.
 *
 * @param attributes the names of rows and columns
 * @param conditional the fraction of the pictures with the row's attribute that have the column's, 0 to 1 // [a, a]
 * @param correlation the phi coefficient, -1 to 1: {@code (n11 n00 - n10 n01) / sqrt(n1. n0. n.1 n.0)}, Pearson's
 *     correlation of two binary values (Yule 1912) // [a, a]
 */
public record Cooccurrence(List<String> attributes, double[][] conditional, double[][] correlation) {

    /** Counts every pair of attributes. */
    public static Cooccurrence of(Dataset set) {
        int size = set.attributes().size();
        long[][][] counts = new long[size][size][4];
        for (Example e : set.examples()) {
            byte[] labels = e.labels();
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size && labels[i] != Example.UNKNOWN; j++) {
                    if (labels[j] != Example.UNKNOWN) {
                        counts[i][j][2 * labels[i] + labels[j]]++;
                    }
                }
            }
        }
        double[][] conditional = new double[size][size];
        double[][] correlation = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                conditional[i][j] = conditional(counts[i][j]);
                correlation[i][j] = phi(counts[i][j]);
            }
        }
        return new Cooccurrence(set.attributes(), conditional, correlation);
    }

    /** @param n counts of neither, only the column's, only the row's, both // [4] */
    private static double conditional(long[] n) {
        return n[2] + n[3] == 0 ? Double.NaN : (double) n[3] / (n[2] + n[3]);
    }

    private static double phi(long[] n) {
        double margins = (double) (n[0] + n[1]) * (n[2] + n[3]) * (n[0] + n[2]) * (n[1] + n[3]);
        return margins == 0 ? Double.NaN : ((double) n[3] * n[0] - (double) n[2] * n[1]) / Math.sqrt(margins);
    }
}
