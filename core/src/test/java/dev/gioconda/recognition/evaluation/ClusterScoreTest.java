package dev.gioconda.recognition.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterScoreTest {

    @Test
    void perfect_clusters_score_one() {
        ClusterScore score = ClusterScore.of(new int[] {0, 0, 1}, List.of("a", "a", "b"));
        assertThat(score.pairF()).isEqualTo(1);
        assertThat(score.bcubedF()).isEqualTo(1);
    }

    @Test
    void clusters_of_one_face_have_no_pairs() {
        ClusterScore score = ClusterScore.of(new int[] {0, 1, 2}, List.of("a", "a", "b"));
        assertThat(score.pairF()).isZero();
        assertThat(score.bcubedPrecision()).isEqualTo(1);
    }

    @Test
    void precision_and_recall_count_pairs_and_faces() {
        // clusters {a a b} {b}: one of three pairs is right; of the two pairs of persons one is found
        ClusterScore score = ClusterScore.of(new int[] {0, 0, 0, 1}, List.of("a", "a", "b", "b"));
        assertThat(score.pairPrecision()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(score.pairRecall()).isCloseTo(0.5, within(1e-12));
        assertThat(score.bcubedPrecision()).isCloseTo((2 / 3.0 + 2 / 3.0 + 1 / 3.0 + 1) / 4, within(1e-12));
        assertThat(score.bcubedRecall()).isCloseTo((1 + 1 + 0.5 + 0.5) / 4, within(1e-12));
    }
}
