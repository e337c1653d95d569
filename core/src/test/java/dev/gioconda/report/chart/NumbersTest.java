package dev.gioconda.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.evaluate.Interval;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void numbers_are_locale_independent() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Numbers.count(1_234_567)).isEqualTo("1,234,567");
            assertThat(Numbers.percent(0.9164)).isEqualTo("91.6\u00a0%");
            assertThat(Numbers.percent(new Interval(0.9, 0.936))).isEqualTo("90.0–93.6\u00a0%");
            assertThat(Numbers.decimal(-0.25, 2)).isEqualTo("−0.25");
            assertThat(Numbers.coordinate(12.346)).isEqualTo("12.35");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void missing_value_is_a_dash() {
        assertThat(Numbers.decimal(null, 3)).isEqualTo("–");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
    }

    @Test
    void small_p_values_are_shown_as_a_bound() {
        assertThat(Numbers.pValue(0.0004)).isEqualTo("p\u00a0<\u00a00.001");
        assertThat(Numbers.pValue(0.0234)).isEqualTo("p\u00a0=\u00a00.023");
        assertThat(Numbers.pValue(0.53)).isEqualTo("p\u00a0=\u00a00.53");
    }

    @Property
    void axis_covers_its_values_with_a_few_round_ticks(
            @ForAll @DoubleRange(min = -1e4, max = 1e4) double a,
            @ForAll @DoubleRange(min = -1e4, max = 1e4) double b) {
        double minimum = Math.min(a, b);
        double maximum = Math.max(a, b);
        Axis axis = Axis.covering(minimum, maximum, 4, 200, 20);
        assertThat(axis.toPixel(minimum)).isBetween(19.999, 200.001);
        assertThat(axis.toPixel(maximum)).isBetween(19.999, 200.001);
        assertThat(axis.toPixel(maximum)).isLessThanOrEqualTo(axis.toPixel(minimum));
        assertThat(axis.ticks().count()).isBetween(2L, 9L);
    }
}
