package dev.gioconda.score;

import dev.gioconda.data.archive.EntryNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files below a folder, listed lazily: depth first, each folder in the order of its names. A folder with very many entries is
 * listed in the order of its file system instead, so that its names are not all in memory. Symbolic links are followed; hidden files and
 * folders are skipped.
 */
final class FolderWalk implements AutoCloseable {

    /** The most entries of a folder that are sorted. */
    static final int SORTED_ENTRIES = 100_000;

    private final int sortedEntries;
    private final Deque<OpenFolder> open = new ArrayDeque<>();
    private final Deque<Found> failures = new ArrayDeque<>();

    /**
     * What was found.
     *
     * @param path of a file or folder
     * @param kind what it is by its name
     * @param reason why it cannot be read, if it cannot
     */
    record Found(Path path, FoundKind kind, String reason) {}

    /** What a path is. */
    enum FoundKind {
        /** A file with the name of an image. */
        IMAGE,
        /** A file with another name. */
        OTHER,
        /** A folder that cannot be listed, or has the name of an image. */
        FAILED
    }

    /** A folder whose entries are being listed; the stream is open only while it is needed. */
    private record OpenFolder(
            Path folder,
            Path real,
            Iterator<Path> entries,
            @Nullable DirectoryStream<Path> stream) {}

    FolderWalk(Path root, int sortedEntries) {
        this.sortedEntries = sortedEntries;
        enter(root);
    }

    /** The next file, or folder that cannot be listed; null at the end. */
    @Nullable
    Found next() throws IOException {
        while (failures.isEmpty() && !open.isEmpty()) {
            Path entry = nextEntry(open.getLast());
            if (entry == null) {
                closeLast();
            } else if (!EntryNames.isHidden(name(entry))) {
                boolean image = EntryNames.isPicture(name(entry)) || EntryNames.isUnreadablePicture(name(entry));
                if (!Files.isDirectory(entry)) {
                    return new Found(entry, image ? FoundKind.IMAGE : FoundKind.OTHER, "");
                }
                if (image) {
                    fail(entry, "This is a folder with the name of an image; the images in it have rows of their own.");
                }
                enter(entry);
            }
        }
        return failures.poll();
    }

    private @Nullable Path nextEntry(OpenFolder folder) {
        try {
            return folder.entries().hasNext() ? folder.entries().next() : null;
        } catch (DirectoryIteratorException unreadable) {
            fail(folder.folder(), reason(unreadable));
            return null;
        }
    }

    private void enter(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (open.stream().anyMatch(outer -> outer.real().equals(real))) {
                fail(folder, "This is a link to a folder that contains it.");
            } else {
                open.addLast(list(folder, real));
            }
        } catch (DirectoryIteratorException unreadable) {
            fail(folder, reason(unreadable));
        } catch (IOException unreadable) {
            fail(folder, ReadFailure.reason(unreadable));
        }
    }

    private static String reason(DirectoryIteratorException unreadable) {
        IOException cause = unreadable.getCause();
        return cause == null ? "It cannot be listed." : ReadFailure.reason(cause);
    }

    @SuppressWarnings("StreamResourceLeak") // an open folder has its stream until it is closed
    private OpenFolder list(Path folder, Path real) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        boolean streamed = false;
        try {
            Iterator<Path> entries = stream.iterator();
            List<Path> first = new ArrayList<>();
            while (first.size() < sortedEntries && entries.hasNext()) {
                first.add(entries.next());
            }
            streamed = entries.hasNext();
            if (streamed) {
                return new OpenFolder(folder, real, new Joined(first.iterator(), entries), stream);
            }
            Collections.sort(first);
            return new OpenFolder(folder, real, first.iterator(), null);
        } finally {
            if (!streamed) {
                stream.close();
            }
        }
    }

    /** Two iterators, one after the other. */
    private record Joined(Iterator<Path> first, Iterator<Path> second) implements Iterator<Path> {

        @Override
        public boolean hasNext() {
            return first.hasNext() || second.hasNext();
        }

        @Override
        public Path next() {
            return first.hasNext() ? first.next() : second.next();
        }
    }

    private void fail(Path folder, String reason) {
        failures.add(new Found(folder, FoundKind.FAILED, reason));
    }

    private void closeLast() throws IOException {
        DirectoryStream<Path> stream = open.removeLast().stream();
        if (stream != null) {
            stream.close();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            closeLast();
        }
    }
}
