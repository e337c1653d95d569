package dev.gioconda.recognition.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private final List<float[]> embeddings = new ArrayList<>();
    private final List<String> persons = new ArrayList<>();

    /** Each person is a point on a grid; each face is near it. */
    private void addPersons(int count, int faces, double spread) {
        SplittableRandom random = new SplittableRandom(5);
        for (int person = 0; person < count; person++) {
            int row = person / 10;
            for (int face = 0; face < faces; face++) {
                embeddings.add(new float[] {
                    (float) (person % 10 + spread * random.nextDouble()), (float) (row + spread * random.nextDouble())
                });
                persons.add("person " + person);
            }
        }
    }

    @Test
    void separated_persons_are_told_apart() {
        addPersons(40, 3, 0.2);
        Verification verification = Verification.of(embeddings, persons, new SplittableRandom(1));
        assertThat(verification.pairs()).isEqualTo(2 * 40 * 3);
        assertThat(verification.accuracy()).isEqualTo(1);
        assertThat(verification.areaUnderCurve()).isEqualTo(1);
        assertThat(verification.thresholds())
                .allSatisfy(point -> assertThat(point.trueMatchRate()).isEqualTo(1));
        assertThat(verification.center()).isBetween(0.28, 0.85);
    }

    @Test
    void persons_without_distance_are_guessed() {
        addPersons(40, 3, 500);
        Verification verification = Verification.of(embeddings, persons, new SplittableRandom(1));
        assertThat(verification.accuracy()).isBetween(0.35, 0.65);
        assertThat(verification.areaUnderCurve()).isBetween(0.4, 0.6);
        assertThat(verification.thresholds().get(4).trueMatchRate()).isBetween(0.0, 0.25);
    }

    @Test
    void folds_need_two_persons_each() {
        addPersons(19, 2, 0.1);
        assertThatThrownBy(() -> Verification.of(embeddings, persons, new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("19 persons; expected at least 20");
    }

    @Test
    void folds_need_ten_persons_with_two_faces() {
        addPersons(9, 2, 0.1);
        assertThatThrownBy(() -> Verification.of(embeddings, persons, new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9 persons have two or more faces; expected at least 10");
    }
}
