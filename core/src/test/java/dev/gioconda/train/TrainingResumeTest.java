package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.load.Faces;
import dev.gioconda.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four epochs at once, and four epochs with an end in between, give the same numbers bit for bit. */
@Tag("integration")
class TrainingResumeTest {

    static final int TRAIN = 48;
    static final int ALL = 64;

    private static Recipe recipe;
    private static Faces train;
    private static Faces validation;
    private static TrainingState uninterrupted;

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainAtOnce() throws IOException {
        recipe = SmallTrainingFixture.recipe();
        train = SmallTrainingFixture.faces(recipe, 0, TRAIN);
        validation = SmallTrainingFixture.faces(recipe, TRAIN, ALL);
        uninterrupted = SmallTrainingFixture.start(recipe);
        fit(uninterrupted, progress -> {});
    }

    @AfterAll
    static void free() {
        train.close();
        validation.close();
    }

    private static void fit(TrainingState state, Consumer<Progress> listener) {
        new Trainer(recipe, SmallTrainingFixture.attributes()).fit(state, train, validation, listener);
    }

    @Test
    void resume_after_stop_equals_an_uninterrupted_run() throws IOException {
        Consumer<Progress> stop = progress -> {
            if (progress instanceof Progress.EpochEnd end && end.epoch().epoch() == 2) {
                throw new IllegalStateException("the power is gone");
            }
        };
        assertThatThrownBy(() ->
                        fit(SmallTrainingFixture.start(recipe), checkpoints().andThen(stop)))
                .hasMessage("the power is gone");

        TrainingState resumed = SmallTrainingFixture.start(recipe);
        assertThat(checkpoints().restore(resumed)).contains(2);
        fit(resumed, checkpoints());

        assertSame(resumed);
    }

    @Test
    void resume_after_kill_equals_an_uninterrupted_run() throws Exception {
        Process child = TrainingJvm.processBuilder("train", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
        try {
            ChildJvm.awaitOutput(
                    child,
                    () -> Files.exists(folder.resolve("epoch-0001")) || Files.exists(folder.resolve("epoch-0002")),
                    () -> "a checkpoint before the end: " + log());
        } finally {
            child.destroyForcibly().waitFor();
        }

        TrainingState resumed = SmallTrainingFixture.start(recipe);
        assertThat(checkpoints().restore(resumed).orElseThrow()).isLessThan(TrainingJvm.BLOCKING_EPOCH);
        fit(resumed, checkpoints());

        assertSame(resumed);
    }

    @Test
    void training_depends_on_the_seed_only() throws IOException {
        TrainingState again = SmallTrainingFixture.start(recipe);
        fit(again, progress -> {});
        assertSame(again);

        TrainingState other = SmallTrainingFixture.start(SmallTrainingFixture.recipe("training.seed=2"));
        assertThat(SmallTrainingFixture.values(other.network().state()).get("head.weight"))
                .isNotEqualTo(SmallTrainingFixture.values(
                                SmallTrainingFixture.start(recipe).network().state())
                        .get("head.weight"));
    }

    @Test
    void loss_falls_and_the_best_epoch_is_selected() {
        assertThat(uninterrupted.history()).hasSize(4);
        assertThat(uninterrupted.history().get(3).trainLoss())
                .isLessThan(uninterrupted.history().get(0).trainLoss());
        assertThat(SmallTrainingFixture.values(uninterrupted.network().state()))
                .usingRecursiveComparison()
                .isEqualTo(SmallTrainingFixture.values(uninterrupted.kept()));
    }

    private Checkpoints checkpoints() throws IOException {
        return new Checkpoints(folder, Recipes.toToml(recipe));
    }

    private static void assertSame(TrainingState state) {
        assertThat(SmallTrainingFixture.withoutTimes(state.history()))
                .isEqualTo(SmallTrainingFixture.withoutTimes(uninterrupted.history()));
        assertThat(SmallTrainingFixture.values(state.network().state()))
                .usingRecursiveComparison()
                .isEqualTo(SmallTrainingFixture.values(uninterrupted.network().state()));
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("child.log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
