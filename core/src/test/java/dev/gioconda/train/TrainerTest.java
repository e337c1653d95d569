package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.load.Faces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private Faces train;
    private Faces validation;

    @BeforeEach
    void load() throws IOException {
        train = SmallTraining.faces(SmallTraining.recipe(), 0, 20);
        validation = SmallTraining.faces(SmallTraining.recipe(), 20, 30);
    }

    @AfterEach
    void free() {
        train.close();
        validation.close();
    }

    private void fit(Recipe recipe, TrainingState state, List<Progress> heard) {
        new Trainer(recipe, SmallTraining.attributes()).fit(state, train, validation, heard::add);
    }

    @Test
    void everyStepAndEveryEpochIsTold() throws IOException {
        Recipe recipe = SmallTraining.recipe("training.epochs=2", "training.batch=8");
        List<Progress> heard = new ArrayList<>();
        fit(recipe, SmallTraining.start(recipe), heard);
        assertThat(heard).hasSize(6); // 20 faces are 2 whole batches of 8
        assertThat(heard.get(3)).isInstanceOfSatisfying(Progress.Step.class, step -> {
            assertThat(List.of(step.epoch(), step.epochs(), step.step(), step.steps()))
                    .containsExactly(2, 2, 1, 2);
            assertThat(step.loss()).isPositive();
            assertThat(step.accuracy()).isBetween(0.0, 1.0);
            assertThat(step.picturesPerSecond()).isPositive();
        });
        assertThat(heard.get(5)).isInstanceOfSatisfying(Progress.EpochEnd.class, end -> {
            assertThat(end.epoch().epoch()).isEqualTo(2);
            assertThat(end.epoch().validationAccuracy() * 10).isBetween(0.0, 10.0);
        });
    }

    @Test
    void aTrainingThatDivergesSaysWhatToDo() throws IOException {
        // decoupled decay multiplies every kernel by 1 - rate * decay = -989 a step
        Recipe recipe = SmallTraining.recipe(
                "training.learning-rate=9.9",
                "training.decay=100",
                "training.schedule=constant",
                "training.batch=2",
                "training.average=0",
                "training.epochs=9");
        assertThatThrownBy(() -> fit(recipe, SmallTraining.start(recipe), new ArrayList<>()))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("The loss is")
                .hasMessageContaining("--set training.learning-rate=2.475");
    }

    @Test
    void theTrainingStopsWhenPatienceIsOver() throws IOException {
        Recipe recipe = SmallTraining.recipe("training.patience=2", "training.epochs=9");
        TrainingState state = SmallTraining.start(recipe);
        state.add(epoch(1, 1.0, true));
        float[] best = SmallTraining.values(state.kept()).get("head.bias");
        state.add(epoch(2, 0.5, false));
        List<Progress> heard = new ArrayList<>();
        fit(recipe, state, heard); // no small training beats an accuracy of 1
        assertThat(state.history()).hasSize(3);
        assertThat(heard).hasSize(2);
        assertThat(SmallTraining.values(state.network().state()).get("head.bias"))
                .isEqualTo(best);
    }

    @Test
    void theLastEpochWithinOneStandardErrorOfTheBestIsKept() {
        // of 100 pictures at an accuracy of 0.9 the standard error is sqrt(0.9 * 0.1 / 100) = 0.03
        List<EpochRecord> before = List.of(epoch(1, 0.8, true), epoch(2, 0.9, true), epoch(3, 0.8, false));
        assertThat(Keeping.keeps(before, 0.871, 100)).isTrue();
        assertThat(Keeping.keeps(before, 0.869, 100)).isFalse();
        assertThat(Keeping.keeps(List.of(), 0.1, 100)).isTrue();
        assertThat(Keeping.kept(before).epoch()).isEqualTo(2);
        assertThat(Keeping.best(before).orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    void anAttributeThatTheDataLacksIsAnError() throws IOException {
        Recipe recipe = SmallTraining.recipe("target=Sneezing");
        assertThatThrownBy(() -> new Trainer(recipe, List.of("Smiling", "Male")))
                .hasMessage("The data has no attribute \"Sneezing\"; it has [Smiling, Male].");
    }

    @Test
    void everyWeightLearns() throws IOException {
        Recipe recipe = SmallTraining.recipe("training.epochs=1");
        TrainingState state = SmallTraining.start(recipe);
        var before = SmallTraining.values(state.network().state());
        fit(recipe, state, new ArrayList<>());
        var after = SmallTraining.values(state.network().state());
        assertThat(before.keySet()).isEqualTo(after.keySet());
        before.forEach((name, values) -> assertThat(after.get(name)).as(name).isNotEqualTo(values));
        assertThat(state.network().weights()).allMatch(Tensor::requires_grad);
    }

    private static EpochRecord epoch(int number, double accuracy, boolean best) {
        return new EpochRecord(number, 0.7, 0.5, 0.0, accuracy, 1e-3, 1, 1, 0, best);
    }
}
