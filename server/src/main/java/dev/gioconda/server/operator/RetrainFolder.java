package dev.gioconda.server.operator;

import dev.gioconda.file.PrivateFiles;
import dev.gioconda.file.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The local folder of one retraining, deleted at its end: a finished version is in the store. Its lock file tells other servers with the
 * same work folder that it is in use; what a killed server left has no lock and is deleted by the next run.
 */
final class RetrainFolder implements AutoCloseable {

    private static final String RUN = "run-";
    private static final String LOCK = ".lock";

    private final Path path;
    private final Path file;
    private final FileChannel lock;

    private RetrainFolder(Path path, Path file, FileChannel lock) {
        this.path = path;
        this.file = file;
        this.lock = lock;
    }

    /** Deletes the folders that no run uses, and creates one. */
    static RetrainFolder create(Path parent) throws IOException {
        PrivateFiles.createFolders(parent);
        deleteUnused(parent);
        while (true) {
            Path file = Files.createTempFile(parent, RUN, LOCK);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock unused = channel.lock();
            if (Files.exists(file)) {
                return new RetrainFolder(PrivateFiles.createFolders(folderOf(file)), file, channel);
            }
            channel.close(); // another server deleted the file before it was locked
        }
    }

    private static Path folderOf(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    /** For the runs and versions of this retraining. */
    Path path() {
        return path;
    }

    private static void deleteUnused(Path parent) throws IOException {
        List<Path> locks;
        try (Stream<Path> files = Files.list(parent)) {
            locks = files.filter(file -> file.getFileName().toString().endsWith(LOCK))
                    .toList();
        }
        for (Path file : locks) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (channel.tryLock() != null) {
                    delete(folderOf(file));
                    Files.deleteIfExists(file);
                }
            } catch (OverlappingFileLockException inUse) { // by this process
                continue;
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Trees.delete(folder);
        }
    }

    @Override
    public void close() throws IOException {
        delete(path);
        Files.deleteIfExists(file);
        lock.close();
    }
}
