package dev.gioconda.train.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.load.Faces;
import dev.gioconda.nn.EmbeddingNet;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.train.Progress;
import dev.gioconda.train.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training of seconds on drawn faces. */
@Tag("integration")
class EmbeddingTrainingTest {

    private static Faces training;
    private static Faces validation;
    private static Map<String, Tensor> teacher;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() throws IOException {
        training = SmallDistillationFixture.faces(0, 16);
        validation = SmallDistillationFixture.faces(16, 24);
        teacher = SmallDistillationFixture.teacher().state();
    }

    @AfterAll
    static void free() {
        training.close();
        validation.close();
    }

    private RunFolder newRun(EmbeddingRecipe recipe, String name) throws IOException {
        return RunFolder.create(
                folder, new RunFolder.RunInfo(name, "20261130-120000", Map.of("data", "synthetic")), recipe.toToml());
    }

    private static EmbeddingNet train(EmbeddingRecipe recipe, RunFolder run, Consumer<Progress> listener)
            throws IOException {
        return new EmbeddingTraining(recipe, teacher, training, validation)
                .run(run, listener)
                .network();
    }

    private static Map<String, float[]> values(EmbeddingNet network) {
        Map<String, float[]> values = new LinkedHashMap<>();
        network.state().forEach((name, tensor) -> values.put(name, Tensors.floats(tensor)));
        return values;
    }

    @Test
    void training_comes_nearer_to_the_teacher() throws IOException {
        EmbeddingRecipe recipe = SmallDistillationFixture.recipe("training.epochs=5");
        List<Double> errors = new ArrayList<>();
        train(recipe, newRun(recipe, "nearer"), progress -> {
            if (progress instanceof Progress.EpochEnd end) {
                errors.add(end.epoch().trainLoss());
            }
        });
        assertThat(errors).hasSize(5);
        assertThat(errors.get(4)).isLessThan(0.9 * errors.get(0));
    }

    @Test
    void resumed_training_equals_an_uninterrupted_one() throws IOException {
        EmbeddingRecipe recipe = SmallDistillationFixture.recipe();
        EmbeddingNet uninterrupted = train(recipe, newRun(recipe, "whole"), progress -> {});
        RunFolder run = newRun(recipe, "parts");
        assertThatThrownBy(() -> train(recipe, run, progress -> {
                    if (progress instanceof Progress.EpochEnd) {
                        throw new IllegalStateException("the power is gone");
                    }
                }))
                .hasMessage("the power is gone");
        Map<String, float[]> expected = values(uninterrupted);
        Map<String, float[]> resumed = values(train(recipe, run, progress -> {}));
        assertThat(resumed.keySet()).isEqualTo(expected.keySet());
        resumed.forEach((name, weights) -> assertThat(weights).as(name).isEqualTo(expected.get(name)));
    }

    @Test
    void checkpoints_of_another_recipe_are_rejected() throws IOException {
        EmbeddingRecipe recipe = SmallDistillationFixture.recipe("training.epochs=1");
        RunFolder run = newRun(recipe, "other");
        train(recipe, run, progress -> {});
        assertThatThrownBy(() -> train(SmallDistillationFixture.recipe("features=2"), run, progress -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("trained with another recipe");
    }
}
