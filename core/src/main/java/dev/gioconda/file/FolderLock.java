package dev.gioconda.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Exclusive use of a folder by one process: a lock of the operating system on the file {@code .lock} in it, which ends with the
 * process even if it is killed. The file itself stays.
 */
public final class FolderLock implements AutoCloseable {

    private static final String FILE_NAME = ".lock";

    /** Folders locked by this process: closing a second channel on a file would release the lock of the first. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks the folder of a run, which is created if it does not exist.
     *
     * @throws IOException if another process, or this one, has locked it
     */
    public static FolderLock acquire(Path folder) throws IOException {
        return tryAcquire(folder)
                .orElseThrow(() -> new IOException(
                        "%s is in use by another process, which continues the same run. Wait until it ends, or stop it."
                                .formatted(folder)));
    }

    /** Locks a folder, which is created if it does not exist; empty if another process, or this one, has locked it. */
    public static Optional<FolderLock> tryAcquire(Path folder) throws IOException {
        Path real = Files.createDirectories(folder.toAbsolutePath()).toRealPath();
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = PrivateFiles.openOrCreate(real.resolve(FILE_NAME));
            locked = channel.tryLock() != null;
            return locked ? Optional.of(new FolderLock(real, channel)) : Optional.empty();
        } finally {
            if (!locked) {
                HELD.remove(real);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** Unlocks the folder. */
    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(folder);
    }
}
