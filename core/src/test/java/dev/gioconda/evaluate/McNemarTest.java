package dev.gioconda.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {

    @ParameterizedTest
    @CsvSource({
        // statsmodels: mcnemar([[50, b], [c, 5]], exact=b + c < 25, correction=True).pvalue
        "3, 10, true, 0.09228515625",
        "12, 12, true, 1.0",
        "5, 19, true, 0.006610751152038574",
        "20, 45, false, 0.0029124200699637",
        "30, 10, false, 0.002663119259138558",
        "13, 12, false, 1.0",
        "200, 260, false, 0.005943374521940561",
        "0, 200, false, 5.691099965684614e-45"
    })
    void p_values_match_statsmodels(int onlyFirst, int onlySecond, boolean exact, double pValue) {
        McNemar test = McNemar.test(answers(50, onlyFirst, 0), answers(50, onlySecond, onlyFirst));
        assertThat(test.bothRight()).isEqualTo(50);
        assertThat(test.onlyFirst()).isEqualTo(onlyFirst);
        assertThat(test.onlySecond()).isEqualTo(onlySecond);
        assertThat(test.bothWrong()).isEqualTo(460 - onlyFirst - onlySecond);
        assertThat(test.exact()).isEqualTo(exact);
        assertThat(test.pValue()).isEqualTo(pValue, within(pValue * 1e-9));
        assertThat(test.significant()).isEqualTo(pValue < 0.05);
    }

    @Test
    void identical_answers_have_p_value_one() {
        boolean[] same = answers(50, 0, 0);
        assertThat(McNemar.test(same, same).pValue()).isEqualTo(1);
    }

    @Test
    void answers_of_different_length_are_rejected() {
        assertThatThrownBy(() -> McNemar.test(new boolean[3], new boolean[4])).hasMessageContaining("same pictures");
    }

    /** 510 results: {@code both} correct, then {@code skip} wrong, then {@code only} correct, the rest wrong. */
    private static boolean[] answers(int both, int only, int skip) {
        boolean[] right = new boolean[510];
        Arrays.fill(right, 0, both, true);
        Arrays.fill(right, both + skip, both + skip + only, true);
        return right;
    }
}
