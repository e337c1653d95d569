package dev.gioconda.data.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The files of a {@code .zip}, in the order of its directory. */
final class ZipArchive implements PictureArchive {

    private final Path file;
    private @Nullable Set<String> entries;

    ZipArchive(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return Archives.displayName(file);
    }

    @Override
    public synchronized Set<String> entries() throws IOException {
        if (entries == null) {
            try (ZipFile zip = open()) {
                entries = Collections.unmodifiableSet(list(zip).keySet());
            }
        }
        return entries;
    }

    @Override
    public void visit(Set<String> wanted, Visitor visitor) throws IOException {
        Set<String> remaining = new HashSet<>(wanted);
        try (ZipFile zip = open()) {
            for (Map.Entry<String, ZipEntry> entry : list(zip).entrySet()) {
                if (remaining.remove(entry.getKey())) {
                    visitor.accept(entry.getKey(), read(zip, entry.getKey(), entry.getValue()));
                }
            }
        }
        if (!remaining.isEmpty()) {
            throw Archives.missingEntries(name(), remaining);
        }
    }

    @Override
    public void visitEach(Predicate<String> wanted, EntryVisitor visitor) throws IOException {
        try (ZipFile zip = open()) {
            for (Map.Entry<String, ZipEntry> entry : list(zip).entrySet()) {
                String name = entry.getKey();
                if (wanted.test(name)) {
                    visitor.accept(name, () -> readAlone(zip, name, entry.getValue()));
                }
            }
        }
    }

    /** Reads an entry of which others do not depend: its damage is not that of the archive. */
    private byte[] readAlone(ZipFile zip, String name, ZipEntry entry) throws IOException {
        try (InputStream stream = zip.getInputStream(entry)) {
            return Archives.readEntry(stream, name(), name);
        } catch (ZipException damaged) {
            throw new DatasetException(
                    "This entry of the archive is damaged (%s).".formatted(damaged.getMessage()), damaged);
        }
    }

    private ZipFile open() throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (IOException e) {
            throw Archives.damaged(file, e);
        }
    }

    private static Map<String, ZipEntry> list(ZipFile zip) {
        Map<String, ZipEntry> found = new LinkedHashMap<>();
        zip.stream()
                .filter(entry -> !entry.isDirectory() && !EntryNames.isHidden(EntryNames.normalize(entry.getName())))
                .forEach(entry -> found.putIfAbsent(EntryNames.normalize(entry.getName()), entry));
        return found;
    }

    private byte[] read(ZipFile zip, String name, ZipEntry entry) throws IOException {
        try (InputStream stream = zip.getInputStream(entry)) {
            return Archives.readEntry(stream, name(), name);
        } catch (IOException e) {
            throw Archives.damaged(file, e);
        }
    }
}
