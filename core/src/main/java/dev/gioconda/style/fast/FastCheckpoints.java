package dev.gioconda.style.fast;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.file.CheckpointFolder;
import dev.gioconda.nn.Network;
import dev.gioconda.settings.JsonFiles;
import dev.gioconda.style.loss.LossValues;
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
 * Checkpoints of the training of a fast style: a {@link CheckpointFolder} with weights, optimizer state and {@code state.json}.
 *
 * @param folder of the checkpoints; created if it does not exist
 * @param identity recipe and data of the training; checkpoints of another training are rejected
 */
record FastCheckpoints(Path folder, Map<String, String> identity) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String WEIGHTS = "weights.safetensors";
    private static final String OPTIMIZER = "optimizer.pt";
    private static final String STATE = "state.json";

    /**
     * State of the training.
     *
     * @param step the last step, from 1; 0 before the first
     * @param losses moving average
     */
    record FastCheckpointState(
            int step,
            LossValues losses,
            @JsonProperty("lesson") Map<String, String> identity) {}

    /** Saves after a step, counted from 1. */
    void save(int step, LossValues losses, Network network, Optimizer optimizer) throws IOException {
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
     * Loads the newest checkpoint into a network and its optimizer.
     *
     * @return its state; empty if there is no checkpoint
     * @throws IOException when the checkpoint is of another training, or cannot be read
     */
    Optional<FastCheckpointState> restore(Network network, Optimizer optimizer) throws IOException {
        List<Path> existing = checkpoints().listNewestFirst();
        if (existing.isEmpty()) {
            return Optional.empty();
        }
        Path last = existing.get(0);
        FastCheckpointState state = JsonFiles.read(JSON, last.resolve(STATE), FastCheckpointState.class);
        if (!state.identity().equals(identity)) {
            throw new IOException(
                    "%s is of another style image, recipe or training images. Resume with those of that training, or use a new folder."
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
