package dev.gioconda.store;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folders of a store. An entry survives a crash once the folder that contains it was forced to the disk. New folders are accessible
 * only to their owner; below the root, symbolic links are not followed.
 */
final class DurableFolders {

    /** The folder of the drafts; it cannot clash with a key, since no key begins with a dot. */
    static final String DRAFTS = ".writing";

    /** Older drafts are left over from a killed process and deleted. */
    static final Duration STALE_AFTER = Duration.ofDays(1);

    private final Path root;
    private final Path existingAncestor;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /** The folders from {@code root} down; missing parents of it are created as well. */
    DurableFolders(Path root) {
        this.root = root;
        Path existing = root;
        for (Path ancestor = root.getParent();
                ancestor != null && !Files.isDirectory(existing);
                ancestor = ancestor.getParent()) {
            existing = ancestor;
        }
        this.existingAncestor = existing;
    }

    /** The folder of the drafts; on first use, stale drafts are deleted. */
    Path drafts() throws IOException {
        Path drafts = root.resolve(DRAFTS);
        boolean first = !durable.contains(drafts);
        createParents(drafts.resolve("any"));
        if (first) {
            sweep(drafts, FileTime.from(Instant.now().minus(STALE_AFTER)));
        }
        return drafts;
    }

    /**
     * Creates the folder of a file durably.
     *
     * @throws LinkedFolderException if one of its parents is a symbolic link
     */
    void createParents(Path file) throws IOException {
        Path folder = parentOf(file);
        Optional<Path> link = linkAbove(file);
        if (link.isPresent()) {
            throw new LinkedFolderException(link.get());
        }
        if (durable.contains(folder) && Files.isDirectory(folder)) {
            return;
        }
        PrivateFiles.createFolders(folder);
        for (Path each = folder; !each.equals(existingAncestor); each = parentOf(each)) {
            syncParent(each);
        }
        durable.add(folder);
    }

    /** The folder of a file that is a symbolic link, below the root; empty if none is. */
    Optional<Path> linkAbove(Path file) {
        for (Path folder = parentOf(file); !folder.equals(root) && folder.startsWith(root); folder = parentOf(folder)) {
            if (Files.isSymbolicLink(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /** Forces the directory entry of a file to the disk. */
    void syncParent(Path file) throws IOException {
        AtomicFiles.syncFolder(parentOf(file));
    }

    private static void sweep(Path drafts, FileTime before) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(drafts)) {
            for (Path draft : entries) {
                if (modified(draft).compareTo(before) < 0) {
                    Files.deleteIfExists(draft);
                }
            }
        }
    }

    private static FileTime modified(Path draft) throws IOException {
        try {
            return Files.getLastModifiedTime(draft);
        } catch (NoSuchFileException finished) {
            return FileTime.from(Instant.now()); // published by its writer in the meantime
        }
    }

    private static Path parentOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("%s has no parent folder.".formatted(file));
        }
        return folder;
    }
}
