package dev.gioconda.style.fast;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.nn.Network;
import dev.gioconda.style.checkpoint.CheckpointFolder;
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
 * @param lesson what is learnt from what; a checkpoint of anything else is not gone on with
 */
record FastCheckpoints(Path folder, Map<String, String> lesson) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String WEIGHTS = "weights.safetensors";
    private static final String OPTIMISER = "optimizer.pt";
    private static final String STATE = "state.json";

    /**
     * Where learning stands.
     *
     * @param step that was made last, from 1; 0 before the first
     * @param losses their moving average
     */
    record State(int step, Losses losses, Map<String, String> lesson) {}

    /** Saves after a step, counted from 1. */
    void save(int step, Losses losses, Network network, Optimizer optimiser) throws IOException {
        checkpoints().save(step, draft -> {
            Safetensors.write(draft.resolve(WEIGHTS), network.state(), ScalarType.Float, Map.of());
            try (OutputArchive archive = new OutputArchive()) {
                optimiser.save(archive);
                archive.save_to(draft.resolve(OPTIMISER).toString());
            }
            JSON.writeValue(draft.resolve(STATE).toFile(), new State(step, losses, lesson));
        });
    }

    /**
     * Puts a fresh network and its optimiser where the last checkpoint stood.
     *
     * @return where it stood; empty when nothing was saved yet
     * @throws IOException when what lies here is of another lesson, or cannot be read
     */
    Optional<State> restore(Network network, Optimizer optimiser) throws IOException {
        List<Path> found = checkpoints().complete();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path last = found.get(0);
        State state = JSON.readValue(last.resolve(STATE).toFile(), State.class);
        if (!state.lesson().equals(lesson)) {
            throw new IOException(
                    "%s is of another painting, recipe or photographs. Go on with those it was begun with, or give a new folder."
                            .formatted(last));
        }
        network.load(Safetensors.read(last.resolve(WEIGHTS)));
        try (InputArchive archive = new InputArchive()) {
            archive.load_from(last.resolve(OPTIMISER).toString());
            optimiser.load(archive);
        }
        return Optional.of(state);
    }

    private CheckpointFolder checkpoints() {
        return new CheckpointFolder(folder, List.of(WEIGHTS, OPTIMISER, STATE));
    }
}
