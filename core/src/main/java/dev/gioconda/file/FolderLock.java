package dev.gioconda.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Exclusive use of a folder by one process: a lock of the operating system on the file {@code .lock} in it, which ends with the
 * process even if it is killed. The file itself stays.
 */
public final class FolderLock implements AutoCloseable {

    private static final String FILE_NAME = ".lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a folder, which is created if it does not exist.
     *
     * @throws IOException if another process, or this one, has locked it
     */
    public static FolderLock acquire(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            channel.close();
            throw new IOException(
                    "%s is in use by another process, which continues the same run. Wait until it ends, or stop it."
                            .formatted(folder));
        }
        return new FolderLock(channel);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    /** Unlocks the folder. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
