package dev.gioconda.store;

import dev.gioconda.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folders of a store, which survive a crash as its files do: an entry is safe once the folder that holds it was forced. */
final class DurableFolders {

    /** Where drafts lie: no key begins with a dot. */
    static final String DRAFTS = ".writing";

    /** A draft that nobody wrote to for so long belongs to nobody. */
    static final Duration STALE_AFTER = Duration.ofDays(1);

    private final Path root;
    private final Path existingAncestor;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /** The folders from {@code root} on; those above it that are missing are made as well. */
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

    /** The folder of the drafts, from which stale ones are gone. */
    Path drafts() throws IOException {
        Path drafts = root.resolve(DRAFTS);
        boolean first = !durable.contains(drafts);
        createParents(drafts.resolve("any"));
        if (first) {
            sweep(drafts, FileTime.from(Instant.now().minus(STALE_AFTER)));
        }
        return drafts;
    }

    /** Makes the folder of a file, so that a crash cannot take it away again. */
    void createParents(Path file) throws IOException {
        Path folder = parentOf(file);
        if (durable.contains(folder) && Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        for (Path each = folder; !each.equals(existingAncestor); each = parentOf(each)) {
            syncParent(each);
        }
        durable.add(folder);
    }

    /** Makes a file's name as safe as its bytes. */
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
            return FileTime.from(Instant.now()); // by its writer, meanwhile
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
