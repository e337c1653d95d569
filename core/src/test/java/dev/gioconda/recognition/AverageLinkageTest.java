package dev.gioconda.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AverageLinkageTest {

    @Test
    void merges_by_mean_distance() {
        // 0 and 1 join at 1, 2 is 4.5 from their mean distance, 10 stays alone
        List<float[]> line = List.of(new float[] {0}, new float[] {1}, new float[] {5}, new float[] {10});
        assertThat(AverageLinkage.cluster(line, 1.01, (a, b) -> true)).containsExactly(0, 0, 1, 2);
        assertThat(AverageLinkage.cluster(line, 4.4, (a, b) -> true)).containsExactly(0, 0, 1, 2);
        assertThat(AverageLinkage.cluster(line, 4.6, (a, b) -> true)).containsExactly(0, 0, 0, 1);
    }

    @Test
    void forbidden_pairs_are_never_in_one_cluster() {
        List<float[]> line = List.of(new float[] {0}, new float[] {0.1f}, new float[] {0.2f});
        assertThat(AverageLinkage.cluster(line, 9, (a, b) -> a + b != 2)).satisfies(labels -> {
            assertThat(labels[0]).isNotEqualTo(labels[2]);
            assertThat(labels[1]).isIn(labels[0], labels[2]);
        });
    }

    @Test
    void few_vectors_are_clustered() {
        assertThat(AverageLinkage.cluster(List.of(), 1, (a, b) -> true)).isEmpty();
        assertThat(AverageLinkage.cluster(List.of(new float[] {1}), 1, (a, b) -> true))
                .containsExactly(0);
    }

    @Test
    void too_many_vectors_are_rejected() {
        assertThatThrownBy(() -> AverageLinkage.cluster(
                        Collections.nCopies(AverageLinkage.MAX_VECTORS + 1, new float[] {1}), 1, (a, b) -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20001 faces; at most 20000");
    }

    @RepeatedTest(20)
    void clusters_are_those_of_the_definition(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            vectors.add(new float[] {(float) random.nextDouble(), (float) random.nextDouble()});
        }
        assertThat(AverageLinkage.cluster(vectors, 0.3, (a, b) -> true)).isEqualTo(byDefinition(vectors, 0.3));
    }

    /** The mean of all distances, computed again for each pair of clusters. */
    private static int[] byDefinition(List<float[]> vectors, double threshold) {
        List<List<Integer>> clusters = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            clusters.add(new ArrayList<>(List.of(i)));
        }
        while (true) {
            double least = threshold;
            int first = -1;
            int second = -1;
            for (int i = 0; i < clusters.size(); i++) {
                for (int j = 0; j < i; j++) {
                    double distance = meanDistance(clusters.get(i), clusters.get(j), vectors);
                    if (distance < least) {
                        least = distance;
                        first = j;
                        second = i;
                    }
                }
            }
            if (first < 0) {
                break;
            }
            clusters.get(first).addAll(clusters.remove(second));
        }
        clusters.sort((a, b) -> Collections.min(a) - Collections.min(b));
        int[] labels = new int[vectors.size()];
        for (int c = 0; c < clusters.size(); c++) {
            for (int member : clusters.get(c)) {
                labels[member] = c;
            }
        }
        return labels;
    }

    private static double meanDistance(List<Integer> a, List<Integer> b, List<float[]> vectors) {
        double sum = 0;
        for (int i : a) {
            for (int j : b) {
                sum += Vectors.distance(vectors.get(i), vectors.get(j));
            }
        }
        return sum / a.size() / b.size();
    }
}
