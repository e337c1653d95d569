package dev.gioconda.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TemperatureAndThresholdTest {

    @Test
    void temperature_minimizes_the_log_loss() {
        Predictions p = TwentyPredictionsFixture.predictions();
        Temperature fitted = Temperature.fit(p.logits(), p.truth());
        // scipy: minimize_scalar(lambda t: log_loss(y, expit(z / t)), bounds=(0.05, 20), method="bounded")
        assertThat(fitted.value()).isEqualTo(1.2058757531856792, within(1e-6));
        assertThat(Evaluation.of(fitted.apply(p), 0.5).logLoss()).isEqualTo(0.5283195715583695, within(1e-12));
    }

    @Test
    void fitted_temperature_is_clamped_to_its_range() {
        assertThat(Temperature.fit(new double[] {1, -1}, new boolean[] {true, false})
                        .value())
                .isEqualTo(0.05, within(1e-9));
        assertThat(Temperature.fit(new double[] {1, -1}, new boolean[] {false, true})
                        .value())
                .isEqualTo(20, within(1e-6));
    }

    @Test
    void temperature_must_be_positive() {
        assertThatThrownBy(() -> new Temperature(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> Temperature.fit(new double[0], new boolean[0])).hasMessageContaining("at least one");
    }

    @Test
    void threshold_stays_at_one_half_when_nothing_is_better() {
        Predictions separable = TwentyPredictionsFixture.predictions(new double[] {1, -1});
        assertThat(Threshold.best(separable)).isEqualTo(0.5);
    }

    @Test
    void threshold_moves_to_the_gap_with_fewest_mistakes() {
        // smiles at 1, 2, 3 against none below 0.5: every threshold in (p(0.5), p(1)] is right for all
        Predictions shifted = new Predictions(
                new double[] {0.5, 0.25, 1, 2, 3, -1},
                new boolean[] {false, false, true, true, true, false},
                TwentyPredictionsFixture.numbered(6));
        double best = Threshold.best(shifted);
        assertThat(best).isEqualTo((shifted.probability(0) + shifted.probability(2)) / 2);
        assertThat(Evaluation.of(shifted, best).accuracy()).isEqualTo(1);
    }

    @Test
    void best_threshold_of_negatives_rejects_all() {
        Predictions negatives = new Predictions(
                new double[] {3, 4}, new boolean[] {false, false}, TwentyPredictionsFixture.numbered(2));
        assertThat(Evaluation.of(negatives, Threshold.best(negatives)).accuracy())
                .isEqualTo(1);
    }
}
