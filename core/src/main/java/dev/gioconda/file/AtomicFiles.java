package dev.gioconda.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files and folders that appear complete or not at all, also after a crash. The content is written to a draft in the
 * same folder and forced to the disk; then the draft is renamed with {@code ATOMIC_MOVE} and the folder that holds the
 * name is forced as well. A failed write leaves the old file in place and no draft.
 */
public final class AtomicFiles {

    private static final boolean CAN_SYNC_FOLDERS =
            !System.getProperty("os.name").startsWith("Windows");

    private AtomicFiles() {}

    /** Writes the content of a draft. */
    @FunctionalInterface
    public interface DraftWriter {
        /** Writes it; the draft has another name than the target and is in the same folder. */
        void write(Path draft) throws IOException;
    }

    /** Writes a file, which replaces an existing one. Missing parent folders are created. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, draft -> Files.write(draft, bytes));
    }

    /** Writes a file, which replaces an existing one. Missing parent folders are created. */
    public static void write(Path file, DraftWriter writer) throws IOException {
        Path draft = uniqueDraft(file);
        Files.createDirectories(parent(file));
        try {
            writer.write(draft);
            publish(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Writes a file that only its owner can read, unless it exists already, then or meanwhile. The parent folder must exist. */
    public static void createPrivate(Path file, byte[] bytes) throws IOException {
        Path draft = uniqueDraft(file);
        try {
            PrivateFiles.write(draft, bytes);
            sync(draft);
            Files.createLink(file, draft);
            syncFolder(parent(file));
        } catch (FileAlreadyExistsException other) {
            if (!Files.exists(file)) {
                throw other;
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Writes a folder. Several processes may do so at once: one succeeds.
     *
     * @param folder must not exist; missing parent folders are created
     * @param writer fills an empty folder
     * @throws java.nio.file.FileSystemException if the folder exists and is not empty
     */
    public static void createFolder(Path folder, DraftWriter writer) throws IOException {
        Path draft = uniqueDraft(folder);
        Files.createDirectories(draft);
        try {
            writer.write(draft);
            publish(draft, folder);
        } finally {
            Trees.delete(draft);
        }
    }

    /**
     * Writes a folder, which replaces an existing one. Only one process may do so at a time: the draft is always {@code
     * NAME.draft}, so that the next write removes what a killed process left.
     *
     * @param writer fills an empty folder
     */
    public static void replaceFolder(Path folder, DraftWriter writer) throws IOException {
        Path draft = parent(folder).resolve(folder.getFileName() + ".draft");
        Trees.delete(draft);
        Files.createDirectories(draft);
        try {
            writer.write(draft);
            sync(draft);
            Trees.delete(folder);
            move(draft, folder);
        } finally {
            Trees.delete(draft);
        }
    }

    /** Forces a draft to the disk and gives it its name, which an existing file loses. */
    public static void publish(Path draft, Path target) throws IOException {
        sync(draft);
        move(draft, target);
    }

    /** Forces a file, or a folder with everything in it, to the disk. */
    public static void sync(Path tree) throws IOException {
        List<Path> entries;
        try (Stream<Path> found = Files.walk(tree)) {
            entries = found.toList();
        }
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                syncFolder(entry);
            } else if (Files.isRegularFile(entry)) {
                force(entry, StandardOpenOption.WRITE);
            }
        }
    }

    /** Forces the entries of a folder (names, not contents) to the disk; no effect on Windows, which cannot. */
    public static void syncFolder(Path folder) throws IOException {
        if (CAN_SYNC_FOLDERS) {
            force(folder, StandardOpenOption.READ);
        }
    }

    private static void move(Path draft, Path target) throws IOException {
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(parent(target));
    }

    private static void force(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }

    /** Not a temporary file of the JDK, which no other user could read afterwards. */
    private static Path uniqueDraft(Path target) {
        return parent(target).resolve(".%s-%s.draft".formatted(target.getFileName(), UUID.randomUUID()));
    }

    private static Path parent(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(
                    "%s is a root folder; expected a file or folder in it.".formatted(target));
        }
        return parent;
    }
}
