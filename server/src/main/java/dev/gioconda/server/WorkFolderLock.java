package dev.gioconda.server;

import dev.gioconda.file.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a work folder, which one server at a time has. The operating system releases it when the process ends, whatever ends it;
 * the file {@code server.lock} stays.
 */
final class WorkFolderLock implements AutoCloseable {

    private static final String FILE = "server.lock";

    /** Of this process: closing another channel on the file would release the lock of the first. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private WorkFolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks a folder, which is created if it is missing.
     *
     * @throws IOException also if another server uses it
     */
    static WorkFolderLock acquire(Path workFolder) throws IOException {
        Path folder = PrivateFiles.createFolders(workFolder).toRealPath();
        if (!HELD.add(folder)) {
            throw inUse(workFolder);
        }
        WorkFolderLock lock = null;
        try {
            lock = lock(folder);
        } finally {
            if (lock == null) {
                HELD.remove(folder);
            }
        }
        if (lock == null) {
            throw inUse(workFolder);
        }
        return lock;
    }

    /** Null if another process has the lock. */
    private static @Nullable WorkFolderLock lock(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel =
                Files.exists(file) ? FileChannel.open(file, StandardOpenOption.WRITE) : PrivateFiles.create(file);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? null : new WorkFolderLock(folder, channel);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static IOException inUse(Path workFolder) {
        return new IOException(
                "Another server uses the work folder %s. Each server needs a work folder of its own; stop the other server or choose another folder."
                        .formatted(workFolder));
    }

    /** Releases the folder. */
    @Override
    public void close() throws IOException {
        channel.close(); // releases the lock
        HELD.remove(folder);
    }
}
