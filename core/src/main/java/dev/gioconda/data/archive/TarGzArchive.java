package dev.gioconda.data.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a {@code .tar.gz}, which can only be read from its start: every visit is one pass, which ends after the
 * last requested entry.
 */
final class TarGzArchive implements PictureArchive {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private @Nullable Set<String> entries;

    TarGzArchive(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return Archives.displayName(file);
    }

    @Override
    public synchronized Set<String> entries() throws IOException {
        if (entries == null) {
            Set<String> found = new LinkedHashSet<>();
            try (TarArchiveInputStream tar = open()) {
                for (String entry = next(tar); entry != null; entry = next(tar)) {
                    if (!EntryNames.isHidden(entry)) {
                        found.add(entry);
                    }
                }
            }
            entries = Collections.unmodifiableSet(found);
        }
        return entries;
    }

    @Override
    public void visit(Set<String> wanted, Visitor visitor) throws IOException {
        Set<String> remaining = new HashSet<>(wanted);
        try (TarArchiveInputStream tar = open()) {
            while (!remaining.isEmpty()) {
                String entry = next(tar);
                if (entry == null) {
                    throw Archives.missingEntries(name(), remaining);
                }
                if (remaining.remove(entry)) {
                    visitor.accept(entry, read(tar, entry));
                }
            }
        }
    }

    @Override
    public void visitEach(Predicate<String> wanted, EntryVisitor visitor) throws IOException {
        try (TarArchiveInputStream tar = open()) {
            for (String entry = next(tar); entry != null; entry = next(tar)) {
                String name = entry;
                if (!EntryNames.isHidden(name) && wanted.test(name)) {
                    visitor.accept(name, () -> read(tar, name));
                }
            }
        }
    }

    private TarArchiveInputStream open() throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            return new TarArchiveInputStream(new GZIPInputStream(raw, BUFFER_BYTES));
        } catch (IOException e) {
            raw.close();
            throw Archives.damaged(file, e);
        }
    }

    /** The path of the next file, or null at the end of the archive. */
    private @Nullable String next(TarArchiveInputStream tar) throws IOException {
        try {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null && !entry.isFile()) {
                entry = tar.getNextEntry();
            }
            return entry == null ? null : EntryNames.normalize(entry.getName());
        } catch (IOException e) {
            throw Archives.damaged(file, e);
        }
    }

    private byte[] read(TarArchiveInputStream tar, String entry) throws IOException {
        try {
            return Archives.readEntry(tar, name(), entry);
        } catch (IOException e) {
            throw Archives.damaged(file, e);
        }
    }
}
