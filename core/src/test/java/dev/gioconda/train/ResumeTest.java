package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.load.Faces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four epochs at once, and four epochs with an end in between, give the same numbers bit for bit. */
class ResumeTest {

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
        recipe = SmallTraining.recipe();
        train = SmallTraining.faces(recipe, 0, TRAIN);
        validation = SmallTraining.faces(recipe, TRAIN, ALL);
        uninterrupted = SmallTraining.start(recipe);
        fit(uninterrupted, progress -> {});
    }

    @AfterAll
    static void free() {
        train.close();
        validation.close();
    }

    private static void fit(TrainingState state, Consumer<Progress> listener) {
        new Trainer(recipe, SmallTraining.attributes()).fit(state, train, validation, listener);
    }

    @Test
    void aTrainingThatStoppedAfterTwoEpochsEndsLikeAnUninterruptedOne() throws IOException {
        Consumer<Progress> stop = progress -> {
            if (progress instanceof Progress.EpochEnd end && end.epoch().epoch() == 2) {
                throw new IllegalStateException("the power is gone");
            }
        };
        assertThatThrownBy(() -> fit(SmallTraining.start(recipe), checkpoints().andThen(stop)))
                .hasMessage("the power is gone");

        TrainingState resumed = SmallTraining.start(recipe);
        assertThat(checkpoints().restore(resumed)).contains(2);
        fit(resumed, checkpoints());

        assertSame(resumed);
    }

    @Test
    void aTrainingWhoseMachineWasKilledEndsLikeAnUninterruptedOne() throws Exception {
        Process child = ChildJvm.builder("train", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
            while (!Files.exists(folder.resolve("epoch-0001")) && !Files.exists(folder.resolve("epoch-0002"))) {
                assertThat(child.isAlive() && System.nanoTime() < end)
                        .as(() -> "a checkpoint before the end: " + log())
                        .isTrue();
                Thread.sleep(20);
            }
        } finally {
            child.destroyForcibly().waitFor();
        }

        TrainingState resumed = SmallTraining.start(recipe);
        assertThat(checkpoints().restore(resumed).orElseThrow()).isLessThan(ChildJvm.STUCK_IN);
        fit(resumed, checkpoints());

        assertSame(resumed);
    }

    @Test
    void theSameSeedGivesTheSameNumbersAndAnotherSeedOthers() throws IOException {
        TrainingState again = SmallTraining.start(recipe);
        fit(again, progress -> {});
        assertSame(again);

        TrainingState other = SmallTraining.start(SmallTraining.recipe("training.seed=2"));
        assertThat(SmallTraining.values(other.network().state()).get("head.weight"))
                .isNotEqualTo(SmallTraining.values(
                                SmallTraining.start(recipe).network().state())
                        .get("head.weight"));
    }

    @Test
    void theLossFallsAndTheBestEpochIsKept() {
        assertThat(uninterrupted.history()).hasSize(4);
        assertThat(uninterrupted.history().get(3).trainLoss())
                .isLessThan(uninterrupted.history().get(0).trainLoss());
        assertThat(SmallTraining.values(uninterrupted.network().state()))
                .usingRecursiveComparison()
                .isEqualTo(SmallTraining.values(uninterrupted.kept()));
    }

    private Checkpoints checkpoints() throws IOException {
        return new Checkpoints(folder, Recipes.toToml(recipe));
    }

    private static void assertSame(TrainingState state) {
        assertThat(SmallTraining.timeless(state.history())).isEqualTo(SmallTraining.timeless(uninterrupted.history()));
        assertThat(SmallTraining.values(state.network().state()))
                .usingRecursiveComparison()
                .isEqualTo(SmallTraining.values(uninterrupted.network().state()));
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("child.log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
