package dev.gioconda.style;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.model.Network;
import dev.gioconda.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A fast style on disk while it is learnt: {@code step-000500/} with weights, the optimiser's moments and {@code state.json}. A checkpoint
 * appears whole or not at all; only then the ones before go.
 *
 * @param folder where checkpoints lie; made when absent
 * @param lesson what is learnt from what; a checkpoint of anything else is not gone on with
 */
record FastCheckpoints(Path folder, Map<String, String> lesson) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PREFIX = "step-";
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
        String name = PREFIX + "%06d".formatted(step);
        Path draft = Files.createDirectories(folder).resolve(name + ".draft");
        delete(draft);
        Files.createDirectory(draft);
        Safetensors.write(draft.resolve(WEIGHTS), network.state(), ScalarType.Float, Map.of());
        try (OutputArchive archive = new OutputArchive()) {
            optimiser.save(archive);
            archive.save_to(draft.resolve(OPTIMISER).toString());
        }
        JSON.writeValue(draft.resolve(STATE).toFile(), new State(step, losses, lesson));
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        for (Path old : complete()) {
            if (!old.endsWith(name)) {
                delete(old);
            }
        }
    }

    /**
     * Puts a fresh network and its optimiser where the last checkpoint stood.
     *
     * @return where it stood; empty when nothing was saved yet
     * @throws IOException when what lies here is of another lesson, or cannot be read
     */
    Optional<State> restore(Network network, Optimizer optimiser) throws IOException {
        List<Path> found = complete();
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

    /** The newest first. */
    private List<Path> complete() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.getFileName().toString().matches(PREFIX + "\\d{6,}"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static void delete(Path checkpoint) throws IOException {
        for (String file : List.of(WEIGHTS, OPTIMISER, STATE)) {
            Files.deleteIfExists(checkpoint.resolve(file));
        }
        Files.deleteIfExists(checkpoint);
    }
}
