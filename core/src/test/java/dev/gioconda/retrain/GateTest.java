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
    private static Trial trial(int both, int champion, int challenger, int none) {
        int n = both + champion + challenger + none;
        boolean[] first = new boolean[n];
        boolean[] second = new boolean[n];
        Arrays.fill(first, 0, both + champion, true);
        Arrays.fill(second, 0, both, true);
        Arrays.fill(second, both + champion, both + champion + challenger, true);
        boolean[] early = new boolean[n];
        Arrays.fill(early, 0, both + champion, true);
        boolean[] late = new boolean[n];
        Arrays.fill(late, both + champion, n, true);
        return new Trial(first, second, Map.of("early", early, "late", late));
    }

    private static Finding only(Gate gate, Trial trial) {
        List<Finding> findings = gate.judge(trial);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void aLowerAccuracyDoesNotPassAndAnEqualOneDoes() {
        assertThat(only(Gate.notLower(), trial(80, 6, 5, 9)).holds()).isFalse();
        assertThat(only(Gate.notLower(), trial(80, 5, 5, 10)).holds()).isTrue();
    }

    @Test
    void mcNemarIsOneSidedAndExact() {
        // P(X >= 9), X ~ B(10, 1/2): (10 + 1) / 1024
        Finding worse = only(Gate.notWorse(0.05), trial(80, 9, 1, 10));
        assertThat(worse.value()).isCloseTo(11 / 1024.0, within(1e-12));
        assertThat(worse.holds()).isFalse();
        assertThat(only(Gate.notWorse(0.05), trial(80, 1, 9, 10)).value()).isCloseTo(1023 / 1024.0, within(1e-12));
        assertThat(only(Gate.notWorse(0.05), trial(90, 0, 0, 10)).value()).isEqualTo(1);
        assertThat(only(Gate.notWorse(0.05), trial(0, 1000, 1000, 0)).value()).isBetween(0.5, 0.52);
    }

    @Test
    void theLowerEndOfTheDifferenceIsThatOfTheNormalDistribution() {
        // standard error of the mean difference: sqrt((b + c) / n - d^2) / sqrt(n)
        Finding finding = only(Gate.notInferior(0.02), trial(1600, 60, 100, 240));
        double error = Math.sqrt((160 / 2000.0 - 0.02 * 0.02) / 2000);
        assertThat(finding.value()).isCloseTo(0.02 - 1.645 * error, within(0.0015));
        assertThat(finding.holds()).isTrue();
    }

    @Test
    void aHoldoutThatIsTooSmallToTellDoesNotPass() {
        assertThat(only(Gate.notInferior(0.02), trial(160, 6, 7, 27)).holds()).isFalse();
        assertThat(only(Gate.notInferior(0.02), trial(1600, 60, 70, 270)).holds())
                .isTrue();
    }

    @Test
    void aSliceThatFallsIsNamedAndASmallOneDoesNotCount() {
        Trial trial = trial(40, 10, 30, 20); // of the 50 early ones 10 are lost, of the 50 late ones 30 are won
        Finding finding = only(Gate.noSliceFalls(0.05, 50), trial);
        assertThat(finding.holds()).isFalse();
        assertThat(finding.value()).isCloseTo(-0.2, within(1e-12));
        assertThat(finding.sentence()).contains("\"early\"");
        assertThat(only(Gate.noSliceFalls(0.05, 51), trial).holds()).isTrue();
    }

    @Test
    void theUsualGateSaysEverythingAndTheSameTwice() {
        Trial trial = trial(1600, 60, 100, 240);
        List<Finding> findings = UsualGate.DEFAULT.judge(trial);
        assertThat(findings)
                .extracting(Finding::rule)
                .containsExactly("not lower", "not worse", "not inferior", "no slice falls");
        assertThat(UsualGate.DEFAULT.judge(trial)).isEqualTo(findings);
    }

    @Test
    void answersToDifferentPicturesAreNoTrial() {
        assertThatThrownBy(() -> new Trial(new boolean[3], new boolean[4], Map.of()))
                .hasMessageContaining("3 answers of the champion and 4");
    }
}
