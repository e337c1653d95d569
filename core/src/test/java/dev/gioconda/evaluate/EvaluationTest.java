package dev.gioconda.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Reference values: scikit-learn 1.9.1 on {@code z, y} of {@link TwentyPredictionsFixture}, {@code p = 1/(1+exp(-z)), h = p >= 0.5}. */
class EvaluationTest {

    private static final Offset<Double> TIGHT = within(1e-12);

    private final Evaluation evaluation = Evaluation.of(TwentyPredictionsFixture.predictions(), 0.5);

    @Test
    void thresholded_metrics_match_scikit_learn() {
        // confusion_matrix(y, h) = [[7, 4], [2, 7]]
        assertThat(evaluation.confusion()).isEqualTo(new ConfusionMatrix(7, 4, 2, 7));
        assertThat(evaluation.count()).isEqualTo(20);
        assertThat(evaluation.positives()).isEqualTo(9);
        assertThat(evaluation.accuracy()).isEqualTo(0.7, TIGHT); // accuracy_score(y, h)
        assertThat(evaluation.precision()).isEqualTo(0.6363636363636364, TIGHT); // precision_score(y, h)
        assertThat(evaluation.recall()).isEqualTo(0.7777777777777778, TIGHT); // recall_score(y, h)
        assertThat(evaluation.f1()).isEqualTo(0.7, TIGHT); // f1_score(y, h)
        assertThat(evaluation.balancedAccuracy()).isEqualTo(0.7070707070707071, TIGHT); // balanced_accuracy_score(y, h)
    }

    @Test
    void ranking_metrics_match_scikit_learn_with_ties() {
        assertThat(evaluation.auc()).isEqualTo(0.8282828282828283, TIGHT); // roc_auc_score(y, z)
        assertThat(evaluation.averagePrecision()).isEqualTo(0.7907526115859449, TIGHT); // average_precision_score(y, z)
        assertThat(evaluation.brier()).isEqualTo(0.17550938844539388, TIGHT); // brier_score_loss(y, p)
        assertThat(evaluation.logLoss()).isEqualTo(0.5322957133855366, TIGHT); // log_loss(y, p)
    }

    @Test
    void accuracy_has_the_wilson_interval() {
        // statsmodels: proportion_confint(14, 20, method="wilson")
        assertThat(evaluation.accuracyInterval().low()).isEqualTo(0.48102718164647645, TIGHT);
        assertThat(evaluation.accuracyInterval().high()).isEqualTo(0.8545227551323957, TIGHT);
    }

    @Test
    void auc_has_the_delong_interval() {
        // numpy, all pairs k = (a > b) + (a == b) / 2: sqrt(V10.var(ddof=1) / 9 + V01.var(ddof=1) / 11) =
        // 0.09591971526411737
        Interval interval = Objects.requireNonNull(evaluation.aucInterval());
        assertThat(interval.low()).isEqualTo(0.6402836409578214, TIGHT);
        assertThat(interval.high()).as("clipped from 1.016").isEqualTo(1);
    }

    @Test
    void single_class_has_no_auc_and_no_curve() {
        Evaluation smilesOnly = Evaluation.of(
                new Predictions(
                        new double[] {1, -1, 2},
                        new boolean[] {true, true, true},
                        TwentyPredictionsFixture.numbered(3)),
                0.5);
        assertThat(smilesOnly.auc()).isNull();
        assertThat(smilesOnly.aucInterval()).isNull();
        assertThat(smilesOnly.roc().points()).isEmpty();
        assertThat(smilesOnly.averagePrecision()).isEqualTo(1);
        assertThat(smilesOnly.balancedAccuracy()).isEqualTo(2 / 3.0, TIGHT);
        assertThat(smilesOnly.metrics()).doesNotContainKey("auc").containsEntry("accuracy", 2 / 3.0);
    }

    @Test
    void no_positives_give_zeros_and_no_average_precision() {
        Evaluation noneSmiles = Evaluation.of(
                new Predictions(
                        new double[] {-1, -2}, new boolean[] {false, false}, TwentyPredictionsFixture.numbered(2)),
                0.5);
        assertThat(noneSmiles.averagePrecision()).isNull();
        assertThat(noneSmiles.precision()).isZero();
        assertThat(noneSmiles.recall()).isZero();
        assertThat(noneSmiles.f1()).isZero();
        assertThat(noneSmiles.accuracy()).isEqualTo(1);
        assertThat(noneSmiles.precisionRecall().points()).isEmpty();
    }

    @Test
    void empty_predictions_are_rejected() {
        assertThatThrownBy(() -> new Predictions(new double[0], new boolean[0], List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no pictures")
                .hasMessageContaining("check the partition");
    }

    @Test
    void nan_score_is_rejected_with_its_image_name() {
        assertThatThrownBy(() -> new Predictions(
                        new double[] {1, Double.NaN}, new boolean[] {true, false}, List.of("a.jpg", "b.jpg")))
                .hasMessageContaining("b.jpg")
                .hasMessageContaining("NaN");
    }

    @Test
    void threshold_must_be_a_probability() {
        assertThatThrownBy(() -> Evaluation.of(TwentyPredictionsFixture.predictions(), 50))
                .hasMessageContaining("50.0");
    }

    @Test
    void log_loss_is_finite_for_probabilities_rounded_to_0_and_1() {
        Predictions saturated = new Predictions(
                new double[] {-1000, 1000, Math.log(1 / 3.0)},
                new boolean[] {true, true, false},
                TwentyPredictionsFixture.numbered(3));
        assertThat(saturated.probability(0)).isZero();
        assertThat(saturated.probability(1)).isEqualTo(1);
        assertThat(Evaluation.of(saturated, 0.5).logLoss()).isEqualTo((1000 + 0 - Math.log(0.75)) / 3, within(1e-9));
    }

    @Test
    void evaluation_survives_json_round_trip() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        String text = json.writeValueAsString(evaluation);
        assertThat(json.readTree(text).get("accuracy").asDouble()).isEqualTo(0.7);
        assertThat(json.readTree(text).get("confusion").get("tp").asInt()).isEqualTo(7);
        assertThat(json.readValue(text, Evaluation.class)).isEqualTo(evaluation);
        assertThat(text).doesNotContain("NaN").doesNotContain("Infinity");
    }
}
