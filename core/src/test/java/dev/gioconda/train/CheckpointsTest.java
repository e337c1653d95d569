package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    private Path folder;

    private Recipe recipe;

    @BeforeEach
    void read() throws IOException {
        recipe = SmallTrainingFixture.recipe("network=compact");
    }

    private Checkpoints checkpoints() throws IOException {
        return new Checkpoints(folder, Recipes.toToml(recipe));
    }

    /** A training that has come to an epoch, without the work. */
    private TrainingState saveAt(int epochs) throws IOException {
        TrainingState state = SmallTrainingFixture.start(recipe);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            EpochRecord record = new EpochRecord(epoch, 0.7, 0.5, 0.6, 0.6 + 0.01 * epoch, 1e-3, 2, 50, 0.1, true);
            state.add(record);
            checkpoints().accept(new Progress.EpochEnd(4, record, state));
        }
        return state;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void only_the_last_checkpoint_is_kept() throws IOException {
        saveAt(3);
        assertThat(names()).containsExactly("epoch-0003");
        assertThat(checkpoints().restore(SmallTrainingFixture.start(recipe))).contains(3);
    }

    @Test
    void restore_without_checkpoint_keeps_the_state() throws IOException {
        TrainingState state = SmallTrainingFixture.start(recipe);
        assertThat(checkpoints().restore(state)).isEmpty();
        assertThat(state.history()).isEmpty();
    }

    @Test
    void partial_draft_is_ignored_and_replaced() throws IOException {
        saveAt(1);
        Path draft = Files.createDirectories(folder.resolve("epoch-0002.draft"));
        Files.writeString(draft.resolve("last.safetensors"), "cut off in the mid");
        assertThat(checkpoints().restore(SmallTrainingFixture.start(recipe))).contains(1);
        TrainingState state = SmallTrainingFixture.start(recipe);
        checkpoints().restore(state);
        state.add(new EpochRecord(2, 0.5, 0.6, 0.5, 0.7, 1e-3, 2, 50, 0.1, true));
        checkpoints().accept(new Progress.EpochEnd(4, state.history().get(1), state));
        assertThat(names()).containsExactly("epoch-0002");
    }

    @Test
    void latest_checkpoint_is_restored() throws IOException {
        TrainingState state = saveAt(1);
        Files.move(folder.resolve("epoch-0001"), folder.resolve("kept"));
        state.add(new EpochRecord(2, 0.5, 0.6, 0.5, 0.7, 1e-3, 2, 50, 0.1, true));
        checkpoints().accept(new Progress.EpochEnd(4, state.history().get(1), state));
        Files.move(folder.resolve("kept"), folder.resolve("epoch-0001")); // a crash before the old one went
        assertThat(checkpoints().restore(SmallTrainingFixture.start(recipe))).contains(2);
    }

    @Test
    void checkpoint_of_another_recipe_is_rejected_and_kept() throws IOException {
        saveAt(1);
        Checkpoints otherCheckpoints =
                new Checkpoints(folder, Recipes.toToml(SmallTrainingFixture.recipe("training.seed=7")));
        TrainingState state = SmallTrainingFixture.start(recipe);
        assertThatThrownBy(() -> otherCheckpoints.restore(state))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("epoch-0001 was trained with another recipe")
                .hasMessageContaining("config.toml");
        assertThat(names()).containsExactly("epoch-0001");
        assertThat(state.history()).isEmpty();
    }

    @Test
    void damaged_checkpoint_is_an_error() throws IOException {
        saveAt(1);
        Files.write(folder.resolve("epoch-0001/last.safetensors"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> checkpoints().restore(SmallTrainingFixture.start(recipe)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("last.safetensors");
    }
}
