package dev.gioconda.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TemperatureAndThresholdTest {

    @Test
    void theTemperatureMinimisesTheLogLoss() {
        Predictions p = TwentyPictures.predictions();
        Temperature fitted = Temperature.fit(p.logits(), p.truth());
        // scipy: minimize_scalar(lambda t: log_loss(y, expit(z / t)), bounds=(0.05, 20), method="bounded")
        assertThat(fitted.value()).isEqualTo(1.2058757531856792, within(1e-6));
        assertThat(Evaluation.of(fitted.apply(p), 0.5).logLoss()).isEqualTo(0.5283195715583695, within(1e-12));
    }

    @Test
    void aNetworkThatMakesNoMistakeGetsTheColdestTemperature() {
        assertThat(Temperature.fit(new double[] {1, -1}, new boolean[] {true, false})
                        .value())
                .isEqualTo(0.05, within(1e-9));
        assertThat(Temperature.fit(new double[] {1, -1}, new boolean[] {false, true})
                        .value())
                .isEqualTo(20, within(1e-6));
    }

    @Test
    void temperaturesMustBePositive() {
        assertThatThrownBy(() -> new Temperature(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> Temperature.fit(new double[0], new boolean[0])).hasMessageContaining("at least one");
    }

    @Test
    void oneHalfIsKeptWhereNothingIsBetter() {
        Predictions fine = TwentyPictures.predictions(new double[] {1, -1});
        assertThat(Threshold.best(fine)).isEqualTo(0.5);
    }

    @Test
    void theThresholdMovesToTheGapOfTheFewestMistakes() {
        // smiles at 1, 2, 3 against none below 0.5: every threshold in (p(0.5), p(1)] is right for all
        Predictions shifted = new Predictions(
                new double[] {0.5, 0.25, 1, 2, 3, -1},
                new boolean[] {false, false, true, true, true, false},
                TwentyPictures.numbered(6));
        double best = Threshold.best(shifted);
        assertThat(best).isEqualTo((shifted.probability(0) + shifted.probability(2)) / 2);
        assertThat(Evaluation.of(shifted, best).accuracy()).isEqualTo(1);
    }

    @Test
    void withOnlyNegativesAllAreRejected() {
        Predictions none =
                new Predictions(new double[] {3, 4}, new boolean[] {false, false}, TwentyPictures.numbered(2));
        assertThat(Evaluation.of(none, Threshold.best(none)).accuracy()).isEqualTo(1);
    }
}
