package dev.gioconda.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class SliceAndMistakeTest {

    private static final byte[][] LABELS = {{1, 0}, {1, 1}, {0, -1}, {0, 1}, {0, 0}};
    private static final boolean[] CORRECT = {false, true, true, true, true};

    @Test
    void slices_are_counted_by_value_and_sorted_worst_first() {
        List<Slice> slices = Slice.of(List.of("Eyeglasses", "Male"), LABELS, CORRECT, 1);
        assertThat(slices)
                .extracting(Slice::attribute, Slice::value, Slice::count, Slice::accuracy)
                .containsExactly(
                        tuple("Eyeglasses", true, 2, 0.5),
                        tuple("Male", false, 2, 0.5),
                        tuple("Eyeglasses", false, 3, 1.0),
                        tuple("Male", true, 2, 1.0));
        assertThat(slices.get(0).interval()).isEqualTo(Interval.wilson(1, 2));
    }

    @Test
    void small_slices_are_omitted() {
        assertThat(Slice.of(List.of("Eyeglasses", "Male"), LABELS, CORRECT, 3))
                .extracting(Slice::attribute)
                .containsExactly("Eyeglasses");
    }

    @Test
    void missing_label_rows_are_rejected() {
        assertThatThrownBy(() -> Slice.of(List.of("Male"), LABELS, new boolean[2], 1))
                .hasMessageContaining("5 rows of labels and 2 predictions");
    }

    @Test
    void most_confident_mistakes_come_first() {
        List<Mistake> worst = Mistake.worst(TwentyPredictionsFixture.predictions(), 0.5, 3);
        // wrong at 0.5: 2.5, 0.5, 0.25 and 0.0 called yes; -1.0 and -0.5 called no
        assertThat(worst).extracting(Mistake::name).containsExactly("picture 14", "picture 9", "picture 3");
        assertThat(worst.get(0).truth()).isFalse();
        assertThat(worst.get(1).truth()).isTrue();
        assertThat(worst.get(1).probability()).isLessThan(0.5);
        assertThat(Mistake.worst(TwentyPredictionsFixture.predictions(), 0.5, 100))
                .hasSize(6);
    }
}
