package dev.gioconda.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    @ParameterizedTest
    @CsvSource({
        // statsmodels: proportion_confint(successes, trials, method="wilson")
        "0, 10, 0.0, 0.27753279986288926",
        "10, 10, 0.7224672001371106, 1.0",
        "828, 900, 0.9004386270478287, 0.9359912496989259",
        "1, 1, 0.2065493143772374, 1.0"
    })
    void wilson_interval_matches_statsmodels(int successes, int trials, double low, double high) {
        assertThat(Interval.wilson(successes, trials).low()).isEqualTo(low, within(1e-12));
        assertThat(Interval.wilson(successes, trials).high()).isEqualTo(high, within(1e-12));
    }

    @Property
    void wilson_interval_contains_the_proportion(
            @ForAll @IntRange(min = 1, max = 100_000) int trials, @ForAll @IntRange(max = 1000) int thousandth) {
        int successes = (int) ((long) trials * thousandth / 1000);
        Interval interval = Interval.wilson(successes, trials);
        assertThat(interval.low()).isBetween(0.0, (double) successes / trials);
        assertThat(interval.high()).isBetween((double) successes / trials, 1.0);
    }

    @Test
    void zero_trials_are_rejected() {
        assertThatThrownBy(() -> Interval.wilson(0, 0)).hasMessageContaining("at least one trial");
    }

    @Test
    void pairs_of_one_row_are_not_independent_samples() {
        double[] rows = {0.1, 0.5, 0.2, 0.9, 0.4, 0.7};
        double[] rowMeans = new double[6 * 8];
        for (int i = 0; i < rowMeans.length; i++) {
            rowMeans[i] = rows[i / 8];
        }
        Interval shared = Interval.pigeonholeBootstrap(rowMeans, 6);
        Interval alone = Interval.pigeonholeBootstrap(rows, 6);
        assertThat(shared.low()).isCloseTo(alone.low(), within(0.03));
        assertThat(shared.high()).isCloseTo(alone.high(), within(0.03));
        assertThat(shared.high() - shared.low()).isGreaterThan(0.3);
    }

    @Test
    void mean_interval_has_its_nominal_coverage() {
        SplittableRandom random = new SplittableRandom(3);
        int covered = 0;
        for (int trial = 0; trial < 200; trial++) {
            double[] values = random.doubles(40, -1, 1).toArray();
            Interval interval = Interval.pigeonholeBootstrap(values, 40);
            covered += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
        }
        assertThat(covered).isBetween(178, 200);
    }

    @Test
    void incomplete_rows_are_rejected() {
        assertThatThrownBy(() -> Interval.pigeonholeBootstrap(new double[7], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7 values do not fill");
    }
}
