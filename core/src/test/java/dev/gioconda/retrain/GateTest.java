package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {

    /** Pictures that both answer rightly, only the champion, only the challenger, none, in this order. */
    private static PairedOutcomes outcomes(int both, int champion, int challenger, int neither) {
        int n = both + champion + challenger + neither;
        boolean[] first = new boolean[n];
        boolean[] second = new boolean[n];
        Arrays.fill(first, 0, both + champion, true);
        Arrays.fill(second, 0, both, true);
        Arrays.fill(second, both + champion, both + champion + challenger, true);
        boolean[] early = new boolean[n];
        Arrays.fill(early, 0, both + champion, true);
        boolean[] late = new boolean[n];
        Arrays.fill(late, both + champion, n, true);
        return new PairedOutcomes(first, second, Map.of("early", early, "late", late));
    }

    private static GateCheck singleCheck(Gate gate, PairedOutcomes outcomes) {
        List<GateCheck> checks = gate.evaluate(outcomes);
        assertThat(checks).hasSize(1);
        return checks.get(0);
    }

    @Test
    void lower_accuracy_fails_and_equal_accuracy_passes() {
        assertThat(singleCheck(Gate.notLower(), outcomes(80, 6, 5, 9)).passed()).isFalse();
        assertThat(singleCheck(Gate.notLower(), outcomes(80, 5, 5, 10)).passed())
                .isTrue();
    }

    @Test
    void mcnemar_gate_is_one_sided_and_exact() {
        // P(X >= 9), X ~ B(10, 1/2): (10 + 1) / 1024
        GateCheck worse = singleCheck(Gate.notWorse(0.05), outcomes(80, 9, 1, 10));
        assertThat(worse.value()).isCloseTo(11 / 1024.0, within(1e-12));
        assertThat(worse.passed()).isFalse();
        assertThat(singleCheck(Gate.notWorse(0.05), outcomes(80, 1, 9, 10)).value())
                .isCloseTo(1023 / 1024.0, within(1e-12));
        assertThat(singleCheck(Gate.notWorse(0.05), outcomes(90, 0, 0, 10)).value())
                .isEqualTo(1);
        assertThat(singleCheck(Gate.notWorse(0.05), outcomes(0, 1000, 1000, 0)).value())
                .isBetween(0.5, 0.52);
    }

    @Test
    void lower_bound_of_the_difference_is_the_normal_one() {
        // standard error of the mean difference: sqrt((b + c) / n - d^2) / sqrt(n)
        GateCheck check = singleCheck(Gate.notInferior(0.02), outcomes(1600, 60, 100, 240));
        double error = Math.sqrt((160 / 2000.0 - 0.02 * 0.02) / 2000);
        assertThat(check.value()).isCloseTo(0.02 - 1.645 * error, within(0.0015));
        assertThat(check.passed()).isTrue();
    }

    @Test
    void too_small_holdout_fails() {
        assertThat(singleCheck(Gate.notInferior(0.02), outcomes(160, 6, 7, 27)).passed())
                .isFalse();
        assertThat(singleCheck(Gate.notInferior(0.02), outcomes(1600, 60, 70, 270))
                        .passed())
                .isTrue();
    }

    @Test
    void falling_slice_is_named_and_small_slices_are_ignored() {
        PairedOutcomes outcomes =
                outcomes(40, 10, 30, 20); // of the 50 early ones 10 are lost, of the 50 late ones 30 are won
        GateCheck check = singleCheck(Gate.noSliceFalls(0.05, 50), outcomes);
        assertThat(check.passed()).isFalse();
        assertThat(check.value()).isCloseTo(-0.2, within(1e-12));
        assertThat(check.message()).contains("\"early\"");
        assertThat(singleCheck(Gate.noSliceFalls(0.05, 51), outcomes).passed()).isTrue();
    }

    @Test
    void default_gate_reports_all_checks_deterministically() {
        PairedOutcomes outcomes = outcomes(1600, 60, 100, 240);
        List<GateCheck> checks = StandardGate.DEFAULT.evaluate(outcomes);
        assertThat(checks)
                .extracting(GateCheck::rule)
                .containsExactly("not lower", "not worse", "not inferior", "no slice falls");
        assertThat(StandardGate.DEFAULT.evaluate(outcomes)).isEqualTo(checks);
    }

    @Test
    void outcomes_of_different_length_are_rejected() {
        assertThatThrownBy(() -> new PairedOutcomes(new boolean[3], new boolean[4], Map.of()))
                .hasMessageContaining("3 predictions of the champion and 4");
    }
}
