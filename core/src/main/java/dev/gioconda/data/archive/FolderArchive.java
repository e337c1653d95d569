package dev.gioconda.data.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
            try (Stream<Path> paths = Files.walk(root, depth, FileVisitOption.FOLLOW_LINKS)) {
                paths.filter(Files::isRegularFile)
                        .map(file -> EntryNames.normalize(root.relativize(file).toString()))
                        .filter(entry -> !EntryNames.fileName(entry).startsWith("."))
                        .forEach(found::add);
            } catch (UncheckedIOException e) {
                throw new DatasetException("The folder %s cannot be listed: %s.".formatted(root, e.getMessage()), e);
            }
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
}
