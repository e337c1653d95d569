package dev.gioconda.data.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Opens a path as a {@link PictureArchive}: a folder, a {@code .zip}, a {@code .tar.gz} or {@code .tgz}. */
public final class Archives {

    /** Limit of an entry. Picture and label files are smaller; a larger entry is a damaged header or an attack. */
    static final int MAX_ENTRY_BYTES = 64 << 20;

    private Archives() {}

    /**
     * Opens an archive without reading it.
     *
     * @throws DatasetException if the path does not exist or is a file of another kind
     */
    public static PictureArchive open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new FolderArchive(path, Integer.MAX_VALUE);
        }
        if (!Files.exists(path)) {
            throw new DatasetException("%s does not exist (resolved to %s). Check the path."
                    .formatted(path, path.toAbsolutePath().normalize()));
        }
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".zip")) {
            return new ZipArchive(path);
        }
        if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            return new TarGzArchive(path);
        }
        throw new DatasetException(
                "%s is not a supported archive; expected a folder, a .zip, a .tar.gz or a .tgz.".formatted(path));
    }

    /** Whether a file name has the extension of a supported archive. */
    public static boolean isArchive(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".zip") || name.endsWith(".tar.gz") || name.endsWith(".tgz");
    }

    /** The last two segments of the path, which identify one of several data sets. */
    public static String displayName(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        int count = absolute.getNameCount();
        return count == 0
                ? absolute.toString()
                : EntryNames.normalize(
                        absolute.subpath(Math.max(0, count - 2), count).toString());
    }

    static byte[] readEntry(InputStream stream, String archive, String entry) throws IOException {
        byte[] bytes = stream.readNBytes(MAX_ENTRY_BYTES + 1);
        if (bytes.length > MAX_ENTRY_BYTES) {
            throw new DatasetException("%s: the entry %s is larger than the limit of %d MiB. Remove it."
                    .formatted(archive, entry, MAX_ENTRY_BYTES >> 20));
        }
        return bytes;
    }

    /** The error for entries that were listed and are missing now. */
    public static DatasetException missingEntries(String archive, Set<String> wanted) {
        return new DatasetException(
                "%s has no entry %s (%d of the requested entries are missing): it changed since it was listed."
                        .formatted(archive, wanted.stream().sorted().findFirst().orElse("?"), wanted.size()));
    }

    /** The error for a file that is not the archive its name says; describes it by its first bytes and its size. */
    static DatasetException damaged(Path file, IOException cause) throws IOException {
        if (cause instanceof DatasetException known) {
            return known;
        }
        byte[] head = new byte[64];
        long size = Files.size(file);
        try (InputStream stream = Files.newInputStream(file)) {
            stream.readNBytes(head, 0, head.length);
        }
        String start = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        String problem;
        if (size == 0) {
            problem = "is empty";
        } else if (start.startsWith("<")) {
            problem = "is a web page saved under an archive's name";
        } else if (start.startsWith("version https://git-lfs")) {
            problem = "is a Git LFS pointer, not the file itself (git lfs pull)";
        } else {
            problem = "is truncated, damaged or not an archive of its kind";
        }
        return new DatasetException(
                "%s %s (%d bytes; %s). Download or copy it again."
                        .formatted(displayName(file), problem, size, cause.getMessage()),
                cause);
    }
}
