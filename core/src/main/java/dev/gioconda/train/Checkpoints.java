package dev.gioconda.train;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.tensor.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The state of a training on disk after every epoch: {@code epoch-0007/} with the last and the kept weights, their moving
 * average, the optimiser's moments and the history. A checkpoint appears whole or not at all: it is written under another
 * name and renamed; only then the one before goes.
 */
public final class Checkpoints implements Consumer<Progress> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PREFIX = "epoch-";

    private final Path folder;
    private final String recipe;

    /**
     * @param folder where checkpoints lie; made when absent
     * @param recipe the resolved recipe as text; a checkpoint of another recipe is not resumed
     */
    public Checkpoints(Path folder, String recipe) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.recipe = recipe;
    }

    private record CheckpointState(String recipe, List<EpochRecord> history, long averageSteps) {}

    /** Saves at the end of an epoch. */
    @Override
    public void accept(Progress progress) {
        if (progress instanceof Progress.EpochEnd end) {
            try (PointerScope scope = new PointerScope()) { // handles on every weight, once an epoch
                save(end.state());
            } catch (IOException failed) {
                throw new UncheckedIOException("The checkpoint could not be written to " + folder + ".", failed);
            }
        }
    }

    private void save(TrainingState state) throws IOException {
        String name = PREFIX + "%04d".formatted(state.history().size());
        Path draft = folder.resolve(name + ".draft");
        deleteTree(draft);
        Files.createDirectories(draft);
        writeWeights(draft, "last", state.network().state());
        writeWeights(draft, "kept", state.kept());
        WeightAverage average = state.average();
        if (average != null) {
            writeWeights(draft, "average", average.values());
        }
        try (OutputArchive archive = new OutputArchive()) {
            state.optimizer().save(archive);
            archive.save_to(draft.resolve("optimizer.pt").toString());
        }
        JSON.writeValue(
                draft.resolve("state.json").toFile(),
                new CheckpointState(recipe, state.history(), average == null ? 0 : average.steps()));
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        for (Path old : complete()) {
            if (!old.endsWith(name)) {
                deleteTree(old);
            }
        }
    }

    /**
     * Puts a fresh state where the last complete checkpoint stood; without one the state stays as it is.
     *
     * @return the epoch that was restored, empty when there is no checkpoint
     * @throws IOException when the checkpoint is of another recipe or cannot be read
     */
    public Optional<Integer> restore(TrainingState state) throws IOException {
        List<Path> found = complete();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path last = found.get(found.size() - 1);
        CheckpointState saved = JSON.readValue(last.resolve("state.json").toFile(), CheckpointState.class);
        if (!saved.recipe().equals(recipe)) {
            throw new IOException(
                    ("%s was trained with another recipe, so that going on would give numbers of neither. Resume with the "
                                    + "run's own config.toml, or start anew without --resume.")
                            .formatted(last));
        }
        state.network().load(readWeights(last, "last"));
        WeightAverage average = state.average();
        if (average != null) {
            average.restore(readWeights(last, "average"), saved.averageSteps());
        }
        try (InputArchive archive = new InputArchive()) {
            archive.load_from(last.resolve("optimizer.pt").toString());
            state.optimizer().load(archive);
        }
        state.restore(saved.history(), readWeights(last, "kept"));
        return Optional.of(saved.history().size());
    }

    /**
     * The weights that an earlier training kept, to begin another one with.
     *
     * @param folder of its checkpoints
     * @throws IOException when there is none
     */
    public static Map<String, Tensor> readKept(Path folder) throws IOException {
        List<Path> found = Files.isDirectory(folder) ? complete(folder) : List.of();
        if (found.isEmpty()) {
            throw new IOException(
                    "There is no checkpoint in %s; give a run that has ended an epoch.".formatted(folder));
        }
        return readWeights(found.get(found.size() - 1), "kept");
    }

    private List<Path> complete() throws IOException {
        return complete(folder);
    }

    private static List<Path> complete(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return new ArrayList<>(
                    entries.filter(path -> path.getFileName().toString().matches(PREFIX + "\\d{4,}"))
                            .sorted()
                            .toList());
        }
    }

    private static void writeWeights(Path folder, String name, Map<String, Tensor> weights) throws IOException {
        Safetensors.write(folder.resolve(name + ".safetensors"), weights, ScalarType.Float, Map.of());
    }

    private static Map<String, Tensor> readWeights(Path folder, String name) throws IOException {
        return Safetensors.read(folder.resolve(name + ".safetensors"));
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @org.jspecify.annotations.Nullable IOException failure)
                    throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
