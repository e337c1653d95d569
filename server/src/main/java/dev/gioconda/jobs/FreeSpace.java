package dev.gioconda.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The free space that the disk of a folder must have.
 *
 * @param folder on the disk
 * @param minBytes below which the disk counts as full; at least 1 MB, since an empty checkpoint folder fits on a disk that is full
 */
public record FreeSpace(Path folder, long minBytes) {

    private static final long LEAST_BYTES = 1_000_000;

    /** Raises the minimum to 1 MB. */
    public FreeSpace {
        minBytes = Math.max(minBytes, LEAST_BYTES);
    }

    /** The free bytes of the disk. */
    public long bytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Whether the disk is full. */
    public boolean isShort() throws IOException {
        return bytes() < minBytes;
    }
}
