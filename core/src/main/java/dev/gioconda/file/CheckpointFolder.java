package dev.gioconda.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checkpoints as numbered folders, such as {@code step-000120/}. A checkpoint appears complete or not at all: it is written to
 * a draft and renamed; only then the older ones are deleted. One process at a time may save.
 *
 * @param folder of the checkpoints; created by the first save
 * @param prefix of their names, such as {@code step-}
 * @param digits the number is padded with zeros to this length, so that names sort by number
 */
public record CheckpointFolder(Path folder, String prefix, int digits) {

    /**
     * Saves a checkpoint and deletes all others. An existing one of the same number is replaced.
     *
     * @param number of steps or epochs completed
     */
    public void save(int number, AtomicFiles.DraftWriter writer) throws IOException {
        Path checkpoint = folder.resolve(prefix + ("%0" + digits + "d").formatted(number));
        AtomicFiles.replaceFolder(checkpoint, writer);
        for (Path other : listNewestFirst()) {
            if (!other.equals(checkpoint)) {
                Trees.delete(other);
            }
        }
    }

    /** The complete checkpoints, newest first. There are several if a process was killed before it deleted the older ones. */
    public List<Path> listNewestFirst() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(
                            path -> path.getFileName().toString().matches("\\Q" + prefix + "\\E\\d{" + digits + ",9}"))
                    .sorted(Comparator.comparingInt(this::number).reversed())
                    .toList();
        }
    }

    private int number(Path checkpoint) {
        return Integer.parseInt(checkpoint.getFileName().toString().substring(prefix.length()));
    }
}
