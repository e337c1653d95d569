package dev.gioconda.server.paint;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The uploads in a folder, in memory: the folder is listed once, at the start. Sizes are those on disk, in whole blocks of the file system.
 * Not safe for use by several threads.
 */
final class UploadIndex {

    /** The client of files that were there at the start. */
    private static final String UNKNOWN_CLIENT = "";

    private static final int MIN_BLOCK = 4096; // also covers the file's entry and its metadata

    private final long block;
    private final Map<String, Entry> entries = new LinkedHashMap<>(); // oldest first
    private final Map<String, Long> bytesByClient = new HashMap<>();
    private long bytes;

    private record Entry(String client, long bytes, Instant created) {}

    private UploadIndex(long block) {
        this.block = block;
    }

    /** Lists a folder. */
    static UploadIndex of(Path folder) throws IOException {
        UploadIndex index = new UploadIndex(blockSize(Files.getFileStore(folder)));
        record Found(String name, long size, Instant modified) {}
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                try {
                    found.add(new Found(
                            file.getFileName().toString(),
                            Files.size(file),
                            Files.getLastModifiedTime(file).toInstant()));
                } catch (NoSuchFileException deleted) {
                    // deleted since it was listed: takes no room
                }
            }
        }
        found.sort(Comparator.comparing(Found::modified));
        found.forEach(file -> index.add(file.name(), UNKNOWN_CLIENT, file.size(), file.modified()));
        return index;
    }

    private static long blockSize(FileStore store) throws IOException {
        try {
            return Math.max(MIN_BLOCK, store.getBlockSize());
        } catch (UnsupportedOperationException unknown) {
            return MIN_BLOCK;
        }
    }

    /** The space on disk of a file, in bytes. */
    long onDisk(long size) {
        return Math.max(1, (size + block - 1) / block) * block;
    }

    /** Adds a file of this size. */
    void add(String name, String client, long size, Instant created) {
        Entry entry = new Entry(client, onDisk(size), created);
        entries.put(name, entry);
        bytes += entry.bytes();
        bytesByClient.merge(client, entry.bytes(), Long::sum);
    }

    /** Removes a file. */
    void remove(String name) {
        Entry removed = entries.remove(name);
        if (removed != null) {
            bytes -= removed.bytes();
            bytesByClient.computeIfPresent(
                    removed.client(), (client, sum) -> sum > removed.bytes() ? (Long) (sum - removed.bytes()) : null);
        }
    }

    /** The names of the files that were created before this time. */
    List<String> olderThan(Instant time) {
        return entries.entrySet().stream()
                .takeWhile(entry -> entry.getValue().created().isBefore(time))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The space on disk of all files, in bytes. */
    long bytes() {
        return bytes;
    }

    /** The space on disk of a client's files, in bytes. */
    long bytes(String client) {
        return bytesByClient.getOrDefault(client, 0L);
    }
}
