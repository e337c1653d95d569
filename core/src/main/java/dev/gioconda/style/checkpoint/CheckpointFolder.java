package dev.gioconda.style.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checkpoints as folders {@code step-000120/}. One appears whole or not at all: it is written under another name and renamed; only then
 * the ones before go.
 *
 * @param folder where they lie; made when absent
 * @param files of each
 */
public record CheckpointFolder(Path folder, List<String> files) {

    private static final String PREFIX = "step-";

    /** Writes a checkpoint's files. */
    @FunctionalInterface
    public interface DraftWriter {
        void write(Path draft) throws IOException;
    }

    /** Saves what was reached after so many steps. */
    public void save(int steps, DraftWriter writer) throws IOException {
        String name = PREFIX + "%06d".formatted(steps);
        Path draft = Files.createDirectories(folder).resolve(name + ".draft");
        delete(draft);
        Files.createDirectory(draft);
        writer.write(draft);
        delete(folder.resolve(name)); // of an earlier run that was gone on with from before
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        for (Path old : listNewestFirst()) {
            if (!old.endsWith(name)) {
                delete(old);
            }
        }
    }

    /** The newest first; there are two where it was stopped between coming and going. */
    public List<Path> listNewestFirst() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.getFileName().toString().matches(PREFIX + "\\d{6,}"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private void delete(Path checkpoint) throws IOException {
        for (String file : files) {
            Files.deleteIfExists(checkpoint.resolve(file));
        }
        Files.deleteIfExists(checkpoint);
    }
}
