package dev.gioconda.train;

import dev.gioconda.file.UserCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of feature cache files with a size limit; the least recently used files are evicted first. Other files in the folder
 * are ignored.
 *
 * @param folder created when needed
 * @param limit of the total size in bytes
 */
public record FeatureStore(Path folder, long limit) {

    /** 8 GiB. */
    public static final long DEFAULT_LIMIT = 8L << 30;

    private static final String SUFFIX = ".features";

    /** The store of this user, {@code features} in the user's cache. */
    public static FeatureStore forCurrentUser() {
        return new FeatureStore(UserCache.folder().resolve("features"), DEFAULT_LIMIT);
    }

    /** The cache file of a key. */
    Path file(String key) {
        return folder.resolve(key + SUFFIX);
    }

    /**
     * Evicts cache files so that new ones fit into the limit.
     *
     * @param bytes that will be written
     * @param inUse files that are not evicted
     * @throws IOException if the files in use and the new ones exceed the limit, or the disk is full
     */
    void evictFor(long bytes, Set<Path> inUse) throws IOException {
        Files.createDirectories(folder);
        List<Path> evictable = new ArrayList<>();
        long total = bytes;
        long needed = bytes;
        for (Path file : features()) {
            total += Files.size(file);
            if (inUse.contains(file)) {
                needed += Files.size(file);
            } else {
                evictable.add(file);
            }
        }
        if (needed > limit) {
            throw new IOException(
                    ("The features of the frozen layers need %.1f GiB, the limit is %.1f GiB. Raise the feature limit, lower "
                                    + "transfer.views, or set transfer.cache to false.")
                            .formatted(toGibibytes(needed), toGibibytes(limit)));
        }
        evictable.sort(Comparator.comparing(file -> file.toFile().lastModified()));
        for (Path file : evictable) {
            if (total > limit) {
                total -= Files.size(file);
                Files.delete(file); // a process that has mapped it keeps its pages
            }
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        if (bytes > free) {
            throw new IOException(
                    ("The features of the frozen layers need %.1f GiB more, but %s has %.1f GiB left. Free disk space, or set "
                                    + "transfer.cache to false.")
                            .formatted(toGibibytes(bytes), folder, toGibibytes(free)));
        }
    }

    private List<Path> features() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}\\" + SUFFIX))
                    .toList();
        }
    }

    /** Marks a cache file as recently used. */
    void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }

    private static double toGibibytes(long bytes) {
        return bytes / (double) (1L << 30);
    }
}
