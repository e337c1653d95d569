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
        recipe = SmallTraining.recipe("network=compact");
    }

    private Checkpoints checkpoints() throws IOException {
        return new Checkpoints(folder, Recipes.toToml(recipe));
    }

    /** A training that has come to an epoch, without the work. */
    private TrainingState savedAt(int epochs) throws IOException {
        TrainingState state = SmallTraining.start(recipe);
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
    void onlyTheLastCheckpointStays() throws IOException {
        savedAt(3);
        assertThat(names()).containsExactly("epoch-0003");
        assertThat(checkpoints().restore(SmallTraining.start(recipe))).contains(3);
    }

    @Test
    void withoutACheckpointTheStateStaysAsItIs() throws IOException {
        TrainingState state = SmallTraining.start(recipe);
        assertThat(checkpoints().restore(state)).isEmpty();
        assertThat(state.history()).isEmpty();
    }

    @Test
    void aDraftThatACrashLeftIsIgnoredAndLaterReplaced() throws IOException {
        savedAt(1);
        Path draft = Files.createDirectories(folder.resolve("epoch-0002.draft"));
        Files.writeString(draft.resolve("last.safetensors"), "cut off in the mid");
        assertThat(checkpoints().restore(SmallTraining.start(recipe))).contains(1);
        TrainingState state = SmallTraining.start(recipe);
        checkpoints().restore(state);
        state.add(new EpochRecord(2, 0.5, 0.6, 0.5, 0.7, 1e-3, 2, 50, 0.1, true));
        checkpoints().accept(new Progress.EpochEnd(4, state.history().get(1), state));
        assertThat(names()).containsExactly("epoch-0002");
    }

    @Test
    void ofTwoCheckpointsTheLaterOneCounts() throws IOException {
        TrainingState state = savedAt(1);
        Files.move(folder.resolve("epoch-0001"), folder.resolve("kept"));
        state.add(new EpochRecord(2, 0.5, 0.6, 0.5, 0.7, 1e-3, 2, 50, 0.1, true));
        checkpoints().accept(new Progress.EpochEnd(4, state.history().get(1), state));
        Files.move(folder.resolve("kept"), folder.resolve("epoch-0001")); // a crash before the old one went
        assertThat(checkpoints().restore(SmallTraining.start(recipe))).contains(2);
    }

    @Test
    void aCheckpointOfAnotherRecipeIsRefusedAndKept() throws IOException {
        savedAt(1);
        Checkpoints others = new Checkpoints(folder, Recipes.toToml(SmallTraining.recipe("training.seed=7")));
        TrainingState state = SmallTraining.start(recipe);
        assertThatThrownBy(() -> others.restore(state))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("epoch-0001 was trained with another recipe")
                .hasMessageContaining("config.toml");
        assertThat(names()).containsExactly("epoch-0001");
        assertThat(state.history()).isEmpty();
    }

    @Test
    void aDamagedCheckpointIsAnErrorAndNotAFreshStart() throws IOException {
        savedAt(1);
        Files.write(folder.resolve("epoch-0001/last.safetensors"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> checkpoints().restore(SmallTraining.start(recipe)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("last.safetensors");
    }
}
