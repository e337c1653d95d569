package dev.gioconda.weights.fetch;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.weights.format.WeightFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The cache of weight files. A file with its final name is complete and was verified; partial downloads end in {@code .part}. For files
 * without a published checksum the SHA-256 is recorded in {@code NAME.sha256} after the download.
 *
 * @param path the folder; need not exist yet
 */
public record WeightFolder(Path path) {

    private static final String CHECKSUM_SUFFIX = ".sha256";

    /** The path of a file in the cache; it need not exist. */
    public Path pathOf(OfficialFile file) {
        return path.resolve(file.name());
    }

    /** The local file, or else a file with some of its tensors; empty if there is none. */
    public Optional<Path> find(OfficialFile file) throws IOException {
        Path complete = pathOf(file);
        if (Files.isRegularFile(complete)) {
            return Optional.of(complete);
        }
        return parts(file).stream().findFirst();
    }

    /** The local files with some of a file's tensors. */
    public List<Path> parts(OfficialFile file) throws IOException {
        int dot = file.name().lastIndexOf('.');
        String start = file.name().substring(0, dot) + ".";
        String end = file.name().substring(dot);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(entry -> {
                        String name = entry.getFileName().toString();
                        return name.startsWith(start)
                                && name.endsWith(end)
                                && name.length() > file.name().length();
                    })
                    .sorted()
                    .toList();
        }
    }

    /**
     * Verifies size and checksum of a local file: the published checksum, else the recorded one.
     *
     * @param localFile the whole file or some of its tensors
     * @return the checksum that was verified
     */
    public Checksum verify(OfficialFile file, Path localFile, Consumer<DownloadProgress> listener) throws IOException {
        boolean complete = localFile.equals(pathOf(file));
        long size = Files.size(localFile);
        Long bytes = file.bytes();
        if (complete && bytes != null && size != bytes) {
            throw new IOException("%s has %d bytes, the official file has %d; delete it and fetch it again."
                    .formatted(localFile, size, bytes));
        }
        Checksum published = complete ? file.checksum() : null;
        boolean hasFullHash = published != null && published.isComplete();
        Checksum expected = published != null && (hasFullHash || !Files.exists(checksumFile(localFile)))
                ? published
                : recordedChecksum(localFile);
        expected.verify(
                localFile,
                done -> listener.accept(new DownloadProgress(
                        localFile.getFileName().toString(), DownloadProgress.DownloadStage.CHECKING, done, size)));
        return expected;
    }

    /**
     * Copies a file into the cache after verifying its checksum; a file without one is accepted unverified.
     *
     * @return the copy
     */
    public Path importFile(Path from, OfficialFile file, Consumer<DownloadProgress> listener) throws IOException {
        WeightFormat.of(from); // throws a message with the detected type
        long size = Files.size(from);
        Long bytes = file.bytes();
        if (bytes != null && size != bytes) {
            throw new IOException(
                    "%s has %d bytes, the official file %s has %d.".formatted(from, size, file.id(), bytes));
        }
        Files.createDirectories(path);
        try (PartialDownload partial = PartialDownload.open(path, file.name())) {
            partial.copy(from);
            return partial.finish(file, listener);
        }
    }

    /** Records the checksum of a file without a published one, so that {@link #verify} detects changes. */
    static void recordChecksum(Path localFile, Checksum checksum) throws IOException {
        Path checksumPath = checksumFile(localFile);
        String line = "%s  %s%n".formatted(checksum.hex(), localFile.getFileName());
        AtomicFiles.write(checksumPath, line.getBytes(StandardCharsets.UTF_8));
    }

    private static Path checksumFile(Path localFile) {
        return localFile.resolveSibling(localFile.getFileName() + CHECKSUM_SUFFIX);
    }

    private static Checksum recordedChecksum(Path localFile) throws IOException {
        Path checksumPath = checksumFile(localFile);
        if (!Files.isRegularFile(checksumPath)) {
            throw new IOException(
                    "%s has no published checksum and none was recorded; import it again with a SHA-256, or as trusted."
                            .formatted(localFile));
        }
        String text = Files.readString(checksumPath);
        if (!text.matches("[0-9a-fA-F]{64}\\s.*\\s*")) {
            throw new IOException(
                    "%s contains no SHA-256; import %s again.".formatted(checksumPath, localFile.getFileName()));
        }
        return new Checksum(Checksum.SHA_256, text.substring(0, 64));
    }
}
