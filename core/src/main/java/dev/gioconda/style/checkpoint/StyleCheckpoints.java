package dev.gioconda.style.checkpoint;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.file.CheckpointFolder;
import dev.gioconda.settings.JsonFiles;
import dev.gioconda.style.Snapshot;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
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
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Checkpoints of a style transfer: a {@link CheckpointFolder} with {@code tensors.safetensors} and {@code state.json}.
 */
public final class StyleCheckpoints implements Consumer<StyleProgress> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TENSORS = "tensors.safetensors";
    private static final String STATE = "state.json";
    private static final String PREFIX = "step-";
    private static final int DIGITS = 6;

    private final Path folder;
    private final CheckpointFolder checkpoints;
    private final StylizationIdentity identity;
    private final double intervalSeconds;
    private double lastSaved;

    private record StyleCheckpointState(
            int format,
            int scale,
            int iteration,
            @JsonProperty("iterates") int averageCount,
            @JsonProperty("painting") Map<String, String> identity) {}

    /**
     * Opens or creates the folder.
     *
     * @param folder of the checkpoints
     * @param recipe the settings
     * @param network label of network and weights
     * @param task images and size; checkpoints of another task are rejected
     * @param intervalSeconds between two checkpoints, 0 or more
     */
    public StyleCheckpoints(Path folder, StyleRecipe recipe, String network, StyleTask task, double intervalSeconds)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.checkpoints = new CheckpointFolder(folder, PREFIX, DIGITS);
        this.identity = StylizationIdentity.of(recipe, network, task);
        this.intervalSeconds = intervalSeconds;
    }

    /**
     * The recipe of the newest checkpoint in a folder. A preset may have changed since the run began; only its own recipe resumes it.
     *
     * @return empty if there is no checkpoint
     */
    public static Optional<StyleRecipe> recipe(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<Path> newestFirst = new CheckpointFolder(folder, PREFIX, DIGITS).listNewestFirst();
        if (newestFirst.isEmpty()) {
            return Optional.empty();
        }
        StyleCheckpointState state =
                JsonFiles.read(JSON, newestFirst.get(0).resolve(STATE), StyleCheckpointState.class);
        String toml = state.identity().get(StylizationIdentity.RECIPE);
        return toml == null ? Optional.empty() : Optional.of(StyleRecipes.parse(toml, "the recipe of the checkpoint"));
    }

    /** Saves if the interval has passed. */
    @Override
    public void accept(StyleProgress progress) {
        if (progress.seconds() - lastSaved >= intervalSeconds) {
            save(progress);
        }
    }

    /** Saves now. */
    public void save(StyleProgress progress) {
        lastSaved = progress.seconds();
        try (PointerScope scope = new PointerScope()) {
            save(progress.snapshot().get(), progress.completed());
        } catch (IOException failed) {
            throw new UncheckedIOException("The checkpoint could not be written to " + folder + ".", failed);
        }
    }

    private void save(Snapshot snapshot, int done) throws IOException {
        checkpoints.save(done, draft -> {
            Safetensors.write(draft.resolve(TENSORS), snapshot.tensors(), ScalarType.Float, Map.of());
            StyleCheckpointState state = new StyleCheckpointState(
                    1, snapshot.scale(), snapshot.iteration(), snapshot.averageCount(), identity.parts());
            JSON.writeValue(draft.resolve(STATE).toFile(), state);
        });
    }

    /**
     * Loads the newest checkpoint.
     *
     * @return empty if there is none
     * @throws IOException when the checkpoints are of another recipe or task, or cannot be read
     */
    public Optional<Snapshot> loadLatest() throws IOException {
        List<String> differences = List.of();
        for (Path checkpoint : checkpoints.listNewestFirst()) {
            StyleCheckpointState state = JsonFiles.read(JSON, checkpoint.resolve(STATE), StyleCheckpointState.class);
            differences = identity.differences(state.identity());
            if (differences.isEmpty()) {
                return Optional.of(new Snapshot(
                        state.scale(),
                        state.iteration(),
                        state.averageCount(),
                        Safetensors.read(checkpoint.resolve(TENSORS))));
            }
        }
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        throw new IOException(
                ("The checkpoint in %s is of another run: its %s differ. Resume with the images and settings of that run, or use a new "
                                + "folder.")
                        .formatted(folder, String.join(", ", differences)));
    }
}
