package dev.gioconda.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchCalibrationTest {

    private static final MatchCalibration CALIBRATION = new MatchCalibration(
            1,
            10,
            0.8,
            List.of(
                    new MatchCalibration.Threshold(0.0001, 0.5),
                    new MatchCalibration.Threshold(0.01, 0.9),
                    new MatchCalibration.Threshold(0.1, 1.1)));

    @Test
    void probability_is_logistic_in_the_distance() {
        assertThat(CALIBRATION.probability(1)).isEqualTo(0.5);
        assertThat(CALIBRATION.probability(0.8)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
    }

    @Test
    void threshold_is_interpolated_in_the_logarithm_of_the_rate() {
        assertThat(CALIBRATION.threshold(0.0001)).isEqualTo(0.5);
        assertThat(CALIBRATION.threshold(0.001)).isCloseTo(0.7, within(1e-9));
        assertThat(CALIBRATION.threshold(0.1)).isCloseTo(1.1, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.00001, 0.5, -1, Double.NaN})
    void rates_that_were_not_measured_are_rejected(double rate) {
        assertThatThrownBy(() -> CALIBRATION.threshold(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 1.0E-4 to 0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobilefacenet", "dlib", "both", "gioconda"})
    void thresholds_of_published_embedders_grow_with_the_rate(String embedder) {
        MatchCalibration calibration = MatchCalibration.of(embedder);
        assertThat(calibration.thresholds())
                .extracting(MatchCalibration.Threshold::distance)
                .isSorted();
        assertThat(calibration.probability(calibration.threshold(0.001))).isGreaterThan(0.9);
    }
}
