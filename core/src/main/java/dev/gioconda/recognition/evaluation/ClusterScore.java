package dev.gioconda.recognition.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well clusters agree with persons.
 *
 * @param pairPrecision share of the pairs in one cluster that are of one person
 * @param pairRecall share of the pairs of one person that are in one cluster
 * @param bcubedPrecision mean over faces of the share of their cluster that is of their person (Bagga and Baldwin 1998)
 * @param bcubedRecall mean over faces of the share of their person that is in their cluster
 */
public record ClusterScore(double pairPrecision, double pairRecall, double bcubedPrecision, double bcubedRecall) {

    /** Compares clusters with persons, which are given for each face. */
    public static ClusterScore of(int[] clusters, List<String> persons) {
        Map<Integer, Integer> clusterSizes = new HashMap<>();
        Map<String, Integer> personSizes = new HashMap<>();
        Map<String, Integer> commonSizes = new HashMap<>();
        for (int i = 0; i < clusters.length; i++) {
            clusterSizes.merge(clusters[i], 1, Integer::sum);
            personSizes.merge(persons.get(i), 1, Integer::sum);
            commonSizes.merge(clusters[i] + " " + persons.get(i), 1, Integer::sum);
        }
        double precision = 0;
        double recall = 0;
        for (int i = 0; i < clusters.length; i++) {
            double common = commonSizes.getOrDefault(clusters[i] + " " + persons.get(i), 0);
            precision += common / clusterSizes.getOrDefault(clusters[i], 1);
            recall += common / personSizes.getOrDefault(persons.get(i), 1);
        }
        double right = pairs(commonSizes);
        return new ClusterScore(
                share(right, pairs(clusterSizes)),
                share(right, pairs(personSizes)),
                precision / clusters.length,
                recall / clusters.length);
    }

    /** 0 of no pairs is 0. */
    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    private static double pairs(Map<?, Integer> sizes) {
        return sizes.values().stream().mapToDouble(n -> n * (n - 1) / 2.0).sum();
    }

    /** The harmonic mean of precision and recall of pairs. */
    public double pairF() {
        return harmonicMean(pairPrecision, pairRecall);
    }

    /** The harmonic mean of precision and recall of BCubed. */
    public double bcubedF() {
        return harmonicMean(bcubedPrecision, bcubedRecall);
    }

    private static double harmonicMean(double a, double b) {
        return a + b == 0 ? 0 : 2 * a * b / (a + b);
    }
}
