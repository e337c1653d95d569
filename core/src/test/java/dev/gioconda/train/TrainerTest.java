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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class TrainerTest {

    private Faces train;
    private Faces validation;

    @BeforeEach
    void load() throws IOException {
        train = SmallTrainingFixture.faces(SmallTrainingFixture.recipe(), 0, 20);
        validation = SmallTrainingFixture.faces(SmallTrainingFixture.recipe(), 20, 30);
    }

    @AfterEach
    void free() {
        train.close();
        validation.close();
    }

    private void fit(Recipe recipe, TrainingState state, List<Progress> progressEvents) {
        new Trainer(recipe, SmallTrainingFixture.attributes()).fit(state, train, validation, progressEvents::add);
    }

    @Test
    void every_step_and_epoch_is_reported() throws IOException {
        Recipe recipe = SmallTrainingFixture.recipe("training.epochs=2", "training.batch=8");
        List<Progress> progressEvents = new ArrayList<>();
        fit(recipe, SmallTrainingFixture.start(recipe), progressEvents);
        assertThat(progressEvents).hasSize(6); // 20 faces are 2 whole batches of 8
        assertThat(progressEvents.get(3)).isInstanceOfSatisfying(Progress.Step.class, step -> {
            assertThat(List.of(step.epoch(), step.epochs(), step.step(), step.steps()))
                    .containsExactly(2, 2, 1, 2);
            assertThat(step.loss()).isPositive();
            assertThat(step.accuracy()).isBetween(0.0, 1.0);
            assertThat(step.picturesPerSecond()).isPositive();
        });
        assertThat(progressEvents.get(5)).isInstanceOfSatisfying(Progress.EpochEnd.class, end -> {
            assertThat(end.epoch().epoch()).isEqualTo(2);
            assertThat(end.epoch().validationAccuracy() * 10).isBetween(0.0, 10.0);
        });
    }

    @Test
    void diverged_training_error_names_the_remedy() throws IOException {
        // decoupled decay multiplies every kernel by 1 - rate * decay = -989 a step
        Recipe recipe = SmallTrainingFixture.recipe(
                "training.learning-rate=9.9",
                "training.decay=100",
                "training.schedule=constant",
                "training.batch=2",
                "training.average=0",
                "training.epochs=9");
        assertThatThrownBy(() -> fit(recipe, SmallTrainingFixture.start(recipe), new ArrayList<>()))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("The loss is")
                .hasMessageContaining("set training.learning-rate=2.475");
    }

    @Test
    void early_stopping_ends_the_training() throws IOException {
        Recipe recipe = SmallTrainingFixture.recipe("training.patience=2", "training.epochs=9");
        TrainingState state = SmallTrainingFixture.start(recipe);
        state.add(epoch(1, 1.0, true));
        float[] best = SmallTrainingFixture.values(state.kept()).get("head.bias");
        state.add(epoch(2, 0.5, false));
        List<Progress> progressEvents = new ArrayList<>();
        fit(recipe, state, progressEvents); // no small training beats an accuracy of 1
        assertThat(state.history()).hasSize(3);
        assertThat(progressEvents).hasSize(2);
        assertThat(SmallTrainingFixture.values(state.network().state()).get("head.bias"))
                .isEqualTo(best);
    }

    @Test
    void last_epoch_within_one_standard_error_is_selected() {
        // of 100 pictures at an accuracy of 0.9 the standard error is sqrt(0.9 * 0.1 / 100) = 0.03
        List<EpochRecord> before = List.of(epoch(1, 0.8, true), epoch(2, 0.9, true), epoch(3, 0.8, false));
        assertThat(CheckpointSelection.shouldKeep(before, 0.871, 100)).isTrue();
        assertThat(CheckpointSelection.shouldKeep(before, 0.869, 100)).isFalse();
        assertThat(CheckpointSelection.shouldKeep(List.of(), 0.1, 100)).isTrue();
        assertThat(CheckpointSelection.kept(before).epoch()).isEqualTo(2);
        assertThat(CheckpointSelection.best(before).orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    void missing_attribute_is_rejected() throws IOException {
        Recipe recipe = SmallTrainingFixture.recipe("target=Sneezing");
        assertThatThrownBy(() -> new Trainer(recipe, List.of("Smiling", "Male")))
                .hasMessage("The data has no attribute \"Sneezing\"; it has [Smiling, Male].");
    }

    @Test
    void every_weight_is_updated() throws IOException {
        Recipe recipe = SmallTrainingFixture.recipe("training.epochs=1");
        TrainingState state = SmallTrainingFixture.start(recipe);
        var before = SmallTrainingFixture.values(state.network().state());
        fit(recipe, state, new ArrayList<>());
        var after = SmallTrainingFixture.values(state.network().state());
        assertThat(before.keySet()).isEqualTo(after.keySet());
        before.forEach((name, values) -> assertThat(after.get(name)).as(name).isNotEqualTo(values));
        assertThat(state.network().weights()).allMatch(Tensor::requires_grad);
    }

    private static EpochRecord epoch(int number, double accuracy, boolean best) {
        return new EpochRecord(number, 0.7, 0.5, 0.0, accuracy, 1e-3, 1, 1, 0, best);
    }
}
