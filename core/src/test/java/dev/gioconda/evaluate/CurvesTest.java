package dev.gioconda.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesTest {

    private static final double TOLERANCE = 1e-12;

    private final Evaluation evaluation = Evaluation.of(TwentyPredictionsFixture.predictions(), 0.5);

    @Test
    void roc_curve_matches_scikit_learn() {
        // roc_curve(y, z) in elevenths and ninths, without its second point (0, 1), which is between its neighbors
        int[][] corners = {{0, 0}, {0, 2}, {1, 2}, {1, 5}, {2, 7}, {4, 7}, {5, 8}, {6, 8}, {7, 9}, {11, 9}};
        double[] scores = {0, 3, 2.5, 1, 0.5, 0, -0.5, -0.75, -1, -3};
        List<RocCurve.RocPoint> points = evaluation.roc().points();
        assertThat(points).hasSize(corners.length);
        for (int k = 0; k < corners.length; k++) {
            assertThat(points.get(k).falsePositiveRate()).isEqualTo(corners[k][0] / 11.0, within(TOLERANCE));
            assertThat(points.get(k).truePositiveRate()).isEqualTo(corners[k][1] / 9.0, within(TOLERANCE));
            if (k > 0) {
                assertThat(points.get(k).threshold()).isEqualTo(1 / (1 + Math.exp(-scores[k])), within(TOLERANCE));
            }
        }
        assertThat(points.get(0).threshold()).isNull();
    }

    @Test
    void precision_recall_curve_matches_scikit_learn() {
        // precision_recall_curve(y, z, drop_intermediate=False): threshold, recall, precision
        double[][] known = {
            {3, 0.2222222222222222, 1},
            {2.5, 0.2222222222222222, 0.6666666666666666},
            {1, 0.5555555555555556, 0.8333333333333334},
            {0.5, 0.7777777777777778, 0.7777777777777778},
            {0, 0.7777777777777778, 0.6363636363636364},
            {-1, 1, 0.5625},
            {-3, 1, 0.45}
        };
        for (double[] row : known) {
            assertThat(evaluation.precisionRecall().points())
                    .filteredOn(p ->
                            p.threshold() != null && Math.abs(p.threshold() - 1 / (1 + Math.exp(-row[0]))) < TOLERANCE)
                    .singleElement()
                    .satisfies(p -> {
                        assertThat(p.recall()).isEqualTo(row[1], within(TOLERANCE));
                        assertThat(p.precision()).isEqualTo(row[2], within(TOLERANCE));
                    });
        }
        assertThat(evaluation.precisionRecall().points().get(0))
                .isEqualTo(new PrecisionRecallCurve.PrecisionRecallPoint(0, 1, null));
    }

    @Test
    void saturated_scores_are_still_ranked() {
        Predictions certain = new Predictions(
                new double[] {60, 50, -60, -50},
                new boolean[] {true, false, false, true},
                TwentyPredictionsFixture.numbered(4));
        assertThat(certain.probability(0)).isEqualTo(certain.probability(1));
        assertThat(Evaluation.of(certain, 0.5).auc()).isEqualTo(0.75);
    }

    @Test
    void calibration_bins_match_scikit_learn() {
        Calibration calibration = evaluation.calibration();
        // numpy: sum over the bins of calibration_curve(y, p, n_bins=15) of |mean p - mean y| * share
        assertThat(calibration.expectedError()).isEqualTo(0.16638217257096394, within(TOLERANCE));
        // np.bincount of the bins: [1 2 1 0 3 2 0 1 1 3 1 0 1 2 2]
        assertThat(calibration.bins().stream().mapToInt(Calibration.Bin::count).toArray())
                .containsExactly(1, 2, 1, 3, 2, 1, 1, 3, 1, 1, 2, 2);
        assertThat(calibration.bins().get(3).meanProbability()).isEqualTo(0.28623471452153243, within(TOLERANCE));
        assertThat(calibration.bins().get(3).positiveRate()).isEqualTo(1 / 3.0, within(TOLERANCE));
    }

    @Test
    void constant_half_on_balanced_labels_is_calibrated() {
        double[] logits = new double[10];
        boolean[] truth = new boolean[10];
        Arrays.fill(truth, 0, 5, true);
        Calibration calibration = Calibration.of(new Predictions(logits, truth, TwentyPredictionsFixture.numbered(10)));
        assertThat(calibration.expectedError()).isZero();
        assertThat(calibration.bins()).singleElement().satisfies(bin -> {
            assertThat(bin.low()).isEqualTo(7 / 15.0, within(TOLERANCE));
            assertThat(bin.high()).isEqualTo(8 / 15.0, within(TOLERANCE));
        });
    }
}
