package dev.gioconda.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TemperatureTest {

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
}
