package dev.gioconda.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where cached features lie, and how much there may be of them: the ones used longest ago go first.
 *
 * @param folder made when it is needed
 * @param limit most bytes of all files together
 */
public record FeatureStore(Path folder, long limit) {

    /** 8 GiB. */
    public static final long LIMIT = 8L << 30;

    /** Hears how far the computing is. */
    @FunctionalInterface
    interface Heard {
        void heard(long done, long total);
    }

    /** The store of this user, {@code gioconda/features} in the cache folder of the platform. */
    public static FeatureStore ofThisUser() {
        String set = System.getenv("XDG_CACHE_HOME");
        Path cache = set == null || set.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(set);
        return new FeatureStore(cache.resolve("gioconda").resolve("features"), LIMIT);
    }

    /**
     * Deletes old features until so many bytes more stay within the limit.
     *
     * @throws IOException when they would not even fit alone, or the disk is too small
     */
    void makeRoom(long bytes) throws IOException {
        if (bytes > limit) {
            throw new IOException(
                    ("The features of the frozen layers need %.1f GiB, the limit is %.1f. Raise --feature-limit, take fewer "
                                    + "transfer.views, or set transfer.cache=false.")
                            .formatted(gibi(bytes), gibi(limit)));
        }
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(Files::isRegularFile).forEach(files::add);
        }
        files.sort(Comparator.comparing(file -> file.toFile().lastModified()));
        long sum = bytes;
        for (Path file : files) {
            sum += Files.size(file);
        }
        for (Path file : files) {
            if (sum <= limit) {
                break;
            }
            sum -= Files.size(file);
            Files.delete(file); // who has it mapped keeps its pages
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        if (bytes > free) {
            throw new IOException(
                    "The features of the frozen layers need %.1f GiB, %s has %.1f left. Free some, or set transfer.cache=false."
                            .formatted(gibi(bytes), folder, gibi(free)));
        }
    }

    void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }

    private static double gibi(long bytes) {
        return bytes / (double) (1L << 30);
    }
}
