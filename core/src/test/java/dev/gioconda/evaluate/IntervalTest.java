package dev.gioconda.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
    void wilsonsEndsAreThoseOfStatsmodels(int successes, int trials, double low, double high) {
        assertThat(Interval.wilson(successes, trials).low()).isEqualTo(low, within(1e-12));
        assertThat(Interval.wilson(successes, trials).high()).isEqualTo(high, within(1e-12));
    }

    @Property
    void theProportionLiesInsideAndTheEndsInsideZeroAndOne(
            @ForAll @IntRange(min = 1, max = 100_000) int trials, @ForAll @IntRange(max = 1000) int thousandth) {
        int successes = (int) ((long) trials * thousandth / 1000);
        Interval interval = Interval.wilson(successes, trials);
        assertThat(interval.low()).isBetween(0.0, (double) successes / trials);
        assertThat(interval.high()).isBetween((double) successes / trials, 1.0);
    }

    @Test
    void nothingTriedIsSaidInASentence() {
        assertThatThrownBy(() -> Interval.wilson(0, 0)).hasMessageContaining("at least one trial");
    }
}
