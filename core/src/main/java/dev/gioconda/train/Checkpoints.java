package dev.gioconda.train;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.file.CheckpointFolder;
import dev.gioconda.settings.JsonFiles;
import dev.gioconda.tensor.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Checkpoints of a training, saved at the end of every epoch: a {@link CheckpointFolder} of {@code epoch-0007/} with
 * {@code last.safetensors}, {@code kept.safetensors} (the weights that {@link CheckpointSelection} chose), {@code
 * average.safetensors} (the moving average, if any), {@code optimizer.pt} and {@code state.json} (recipe and history).
 */
public final class Checkpoints implements Consumer<Progress> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String STATE = "state.json";
    private static final String OPTIMIZER = "optimizer.pt";
    private static final String LAST = "last";
    private static final String KEPT = "kept";
    private static final String AVERAGE = "average";

    private final CheckpointFolder checkpoints;
    private final String recipe;

    /**
     * @param folder of the checkpoints; created if missing
     * @param recipe the resolved recipe as TOML; checkpoints of another recipe are rejected
     */
    public Checkpoints(Path folder, String recipe) throws IOException {
        this.checkpoints = inFolder(Files.createDirectories(folder));
        this.recipe = recipe;
    }

    private static CheckpointFolder inFolder(Path folder) {
        return new CheckpointFolder(folder, "epoch-", 4);
    }

    private record CheckpointState(String recipe, List<EpochRecord> history, long averageSteps) {}

    /** Saves at the end of an epoch; ignores other progress. */
    @Override
    public void accept(Progress progress) {
        if (progress instanceof Progress.EpochEnd end) {
            try (PointerScope scope = new PointerScope()) { // frees the handles of all weights
                save(end.state());
            } catch (IOException failed) {
                throw new UncheckedIOException("Cannot write the checkpoint to " + checkpoints.folder() + ".", failed);
            }
        }
    }

    private void save(TrainingState state) throws IOException {
        checkpoints.save(state.history().size(), draft -> {
            writeWeights(draft, LAST, state.network().state());
            writeWeights(draft, KEPT, state.kept());
            WeightAverage average = state.average();
            if (average != null) {
                writeWeights(draft, AVERAGE, average.values());
            }
            try (OutputArchive archive = new OutputArchive()) {
                state.optimizer().save(archive);
                archive.save_to(draft.resolve(OPTIMIZER).toString());
            }
            JSON.writeValue(
                    draft.resolve(STATE).toFile(),
                    new CheckpointState(recipe, state.history(), average == null ? 0 : average.steps()));
        });
    }

    /**
     * Restores a fresh state from the newest checkpoint; without a checkpoint the state is not changed.
     *
     * @return the number of epochs completed; empty if there is no checkpoint
     * @throws IOException if the checkpoint is of another recipe or cannot be read
     */
    public Optional<Integer> restore(TrainingState state) throws IOException {
        List<Path> found = checkpoints.listNewestFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path newest = found.get(0);
        CheckpointState saved = JsonFiles.read(JSON, newest.resolve(STATE), CheckpointState.class);
        if (!saved.recipe().equals(recipe)) {
            throw new IOException(
                    ("%s was trained with another recipe, and a run cannot change its recipe. Resume with the run's own "
                                    + "config.toml, or start a new run.")
                            .formatted(newest));
        }
        state.network().load(readWeights(newest, LAST));
        WeightAverage average = state.average();
        if (average != null) {
            average.restore(readWeights(newest, AVERAGE), saved.averageSteps());
        }
        try (InputArchive archive = new InputArchive()) {
            archive.load_from(newest.resolve(OPTIMIZER).toString());
            state.optimizer().load(archive);
        }
        state.restore(saved.history(), readWeights(newest, KEPT));
        return Optional.of(saved.history().size());
    }

    /**
     * The kept weights of an earlier training, as initial weights of another one.
     *
     * @param folder of its checkpoints
     * @throws IOException if there is no checkpoint
     */
    public static Map<String, Tensor> readKept(Path folder) throws IOException {
        List<Path> found = inFolder(folder).listNewestFirst();
        if (found.isEmpty()) {
            throw new IOException("There is no checkpoint in %s; expected a run with at least one completed epoch."
                    .formatted(folder));
        }
        return readWeights(found.get(0), KEPT);
    }

    private static void writeWeights(Path folder, String name, Map<String, Tensor> weights) throws IOException {
        Safetensors.write(folder.resolve(name + ".safetensors"), weights, ScalarType.Float, Map.of());
    }

    private static Map<String, Tensor> readWeights(Path folder, String name) throws IOException {
        return Safetensors.read(folder.resolve(name + ".safetensors"));
    }
}
