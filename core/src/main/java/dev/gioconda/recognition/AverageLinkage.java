package dev.gioconda.recognition;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Agglomerative clustering with average linkage (UPGMA, Sokal and Michener 1958): the two clusters with the smallest mean distance of their members are
 * merged until that distance reaches a threshold. Time and memory grow with the square of the number of vectors.
 */
public final class AverageLinkage {

    /** The largest number of vectors, whose distances take 800 MB. */
    public static final int MAX_VECTORS = 20_000;

    private final float[] distances; // of i > j at i (i - 1) / 2 + j; infinite if they must not be merged
    private final int[] sizes; // 0: merged into another cluster
    private final int[] nearest; // of the clusters with a higher index than others: the nearest one with a lower index

    private AverageLinkage(List<float[]> vectors, BiPredicate<Integer, Integer> mayMerge) {
        int n = vectors.size();
        distances = new float[n * (n - 1) / 2];
        sizes = new int[n];
        nearest = new int[n];
        Arrays.fill(sizes, 1);
        for (int i = 1, k = 0; i < n; i++) {
            float[] vector = vectors.get(i);
            for (int j = 0; j < i; j++, k++) {
                distances[k] = mayMerge.test(i, j)
                        ? (float) Math.sqrt(Vectors.squaredDistance(vectors.get(j), 0, vector))
                        : Float.POSITIVE_INFINITY;
            }
        }
        for (int i = 1; i < n; i++) {
            findNearest(i);
        }
    }

    /**
     * Clusters vectors.
     *
     * @param threshold clusters at this mean distance are not merged
     * @param mayMerge whether two vectors may be in one cluster, by their indices
     * @return the cluster of each vector, numbered from 0 in the order of their first vectors
     * @throws IllegalArgumentException if there are more than {@link #MAX_VECTORS} vectors
     */
    public static int[] cluster(List<float[]> vectors, double threshold, BiPredicate<Integer, Integer> mayMerge) {
        if (vectors.size() > MAX_VECTORS) {
            throw new IllegalArgumentException(
                    "There are %d faces; at most %d can be clustered at once.".formatted(vectors.size(), MAX_VECTORS));
        }
        return new AverageLinkage(vectors, mayMerge).mergedBelow(threshold);
    }

    private int[] mergedBelow(double threshold) {
        int[] clusters = new int[sizes.length];
        Arrays.setAll(clusters, i -> i);
        for (int i = nearestPair(); i > 0 && distance(i, nearest[i]) < threshold; i = nearestPair()) {
            int into = nearest[i];
            merge(i, into);
            for (int v = 0; v < clusters.length; v++) {
                clusters[v] = clusters[v] == i ? into : clusters[v];
            }
        }
        return renumbered(clusters);
    }

    /** The higher cluster of the two nearest ones; 0 if there is only one cluster. */
    private int nearestPair() {
        int best = 0;
        for (int i = 1; i < sizes.length; i++) {
            if (sizes[i] > 0
                    && nearest[i] >= 0
                    && (best == 0 || distance(i, nearest[i]) < distance(best, nearest[best]))) {
                best = i;
            }
        }
        return best;
    }

    /** Merges a cluster into one with a lower index; distances to the merged cluster are means over its members. */
    private void merge(int from, int into) {
        int total = sizes[from] + sizes[into];
        for (int k = 0; k < sizes.length; k++) {
            if (sizes[k] > 0 && k != from && k != into) {
                distances[index(k, into)] = (sizes[from] * distance(k, from) + sizes[into] * distance(k, into)) / total;
            }
        }
        sizes[into] = total;
        sizes[from] = 0;
        findNearest(into);
        for (int k = into + 1; k < sizes.length; k++) {
            if (sizes[k] > 0) {
                if (nearest[k] == from || nearest[k] == into) {
                    findNearest(k);
                } else if (distance(k, into) < distance(k, nearest[k])) {
                    nearest[k] = into;
                }
            }
        }
    }

    private void findNearest(int i) {
        int best = -1;
        for (int j = 0; j < i; j++) {
            if (sizes[j] > 0 && (best < 0 || distance(i, j) < distance(i, best))) {
                best = j;
            }
        }
        nearest[i] = best;
    }

    private float distance(int i, int j) {
        return distances[index(i, j)];
    }

    private static int index(int i, int j) {
        int high = Math.max(i, j);
        return high * (high - 1) / 2 + Math.min(i, j);
    }

    private static int[] renumbered(int[] clusters) {
        int[] numbers = new int[clusters.length];
        Arrays.fill(numbers, -1);
        int count = 0;
        int[] renumbered = new int[clusters.length];
        for (int i = 0; i < clusters.length; i++) {
            if (numbers[clusters[i]] < 0) {
                numbers[clusters[i]] = count++;
            }
            renumbered[i] = numbers[clusters[i]];
        }
        return renumbered;
    }
}
