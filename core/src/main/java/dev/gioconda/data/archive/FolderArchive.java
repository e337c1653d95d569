package dev.gioconda.data.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Files below a folder, in the order of their paths; symbolic links are followed, hidden files are skipped. */
public final class FolderArchive implements PictureArchive {

    private final Path root;
    private final int depth;
    private @Nullable Set<String> entries;

    /** @param depth the number of levels that are listed; 1 lists only files directly in the folder */
    public FolderArchive(Path root, int depth) {
        this.root = root;
        this.depth = depth;
    }

    @Override
    public String name() {
        return EntryNames.fileName(Archives.displayName(root));
    }

    @Override
    public synchronized Set<String> entries() throws IOException {
        if (entries == null) {
            Set<String> found = new TreeSet<>();
            Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), depth, new Listing(found));
            entries = Collections.unmodifiableSet(found);
        }
        return entries;
    }

    @Override
    public void visit(Set<String> wanted, Visitor visitor) throws IOException {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(entries());
        if (!missing.isEmpty()) {
            throw Archives.missingEntries(name(), missing);
        }
        for (String entry : new TreeSet<>(wanted)) {
            byte[] bytes;
            try (InputStream stream = Files.newInputStream(root.resolve(entry))) {
                bytes = Archives.readEntry(stream, name(), entry);
            }
            visitor.accept(entry, bytes);
        }
    }

    /** Lists the files; hidden folders are not entered, and may be unreadable. */
    private final class Listing extends SimpleFileVisitor<Path> {

        private final Set<String> found;

        Listing(Set<String> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file)) {
                found.add(entry(file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failed) throws IOException {
            if (isHidden(path)) {
                return FileVisitResult.CONTINUE;
            }
            throw new DatasetException(
                    "The folder %s cannot be listed: %s.".formatted(root, failed.getMessage()), failed);
        }

        private boolean isHidden(Path path) {
            return !path.equals(root) && EntryNames.isHidden(entry(path));
        }

        private String entry(Path path) {
            return EntryNames.normalize(root.relativize(path).toString());
        }
    }
}
