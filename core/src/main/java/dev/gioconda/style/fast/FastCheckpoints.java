package dev.gioconda.style.fast;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.file.CheckpointFolder;
import dev.gioconda.nn.Network;
import dev.gioconda.style.loss.Losses;
import dev.gioconda.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A fast style on disk while it is learnt: a {@link CheckpointFolder} with weights, the optimiser's moments and {@code state.json}.
 *
 * @param folder where checkpoints lie; made when absent
 * @param identity what is learnt from what; a checkpoint of anything else is not gone on with
 */
record FastCheckpoints(Path folder, Map<String, String> identity) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String WEIGHTS = "weights.safetensors";
    private static final String OPTIMIZER = "optimizer.pt";
    private static final String STATE = "state.json";

    /**
     * Where learning stands.
     *
     * @param step that was made last, from 1; 0 before the first
     * @param losses their moving average
     */
    record FastCheckpointState(
            int step, Losses losses, @JsonProperty("lesson") Map<String, String> identity) {}

    /** Saves after a step, counted from 1. */
    void save(int step, Losses losses, Network network, Optimizer optimizer) throws IOException {
        checkpoints().save(step, draft -> {
            Safetensors.write(draft.resolve(WEIGHTS), network.state(), ScalarType.Float, Map.of());
            try (OutputArchive archive = new OutputArchive()) {
                optimizer.save(archive);
                archive.save_to(draft.resolve(OPTIMIZER).toString());
            }
            JSON.writeValue(draft.resolve(STATE).toFile(), new FastCheckpointState(step, losses, identity));
        });
    }

    /**
     * Puts a fresh network and its optimiser where the last checkpoint stood.
     *
     * @return where it stood; empty when nothing was saved yet
     * @throws IOException when what lies here is of another lesson, or cannot be read
     */
    Optional<FastCheckpointState> restore(Network network, Optimizer optimizer) throws IOException {
        List<Path> existing = checkpoints().listNewestFirst();
        if (existing.isEmpty()) {
            return Optional.empty();
        }
        Path last = existing.get(0);
        FastCheckpointState state = JSON.readValue(last.resolve(STATE).toFile(), FastCheckpointState.class);
        if (!state.identity().equals(identity)) {
            throw new IOException(
                    "%s is of another painting, recipe or photographs. Go on with those it was begun with, or give a new folder."
                            .formatted(last));
        }
        network.load(Safetensors.read(last.resolve(WEIGHTS)));
        try (InputArchive archive = new InputArchive()) {
            archive.load_from(last.resolve(OPTIMIZER).toString());
            optimizer.load(archive);
        }
        return Optional.of(state);
    }

    private CheckpointFolder checkpoints() {
        return new CheckpointFolder(folder, "step-", 6);
    }
}
