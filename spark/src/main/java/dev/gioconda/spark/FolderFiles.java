package dev.gioconda.spark;

import dev.gioconda.data.archive.EntryNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The images of a folder, listed page by page, so that memory does not depend on their number. Hidden files and folders are skipped. */
final class FolderFiles implements Iterator<Row> {

    private static final String IMAGE_FOLDER =
            "This is a folder with the name of an image; the images in it have rows of their own.";

    private final FileSystem system;
    private final boolean recursive;
    private final Deque<Path> waiting = new ArrayDeque<>();
    private @Nullable RemoteIterator<FileStatus> entries;
    private Path open;
    private @Nullable Row next;

    FolderFiles(Path folder, boolean recursive, Configuration configuration) throws IOException {
        this.system = folder.getFileSystem(configuration);
        this.recursive = recursive;
        this.open = folder;
        waiting.add(folder);
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && (entries != null || !waiting.isEmpty())) {
                next = advance().orElse(null);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return next != null;
    }

    @Override
    public Row next() {
        Row row = hasNext() ? next : null;
        if (row == null) {
            throw new NoSuchElementException("All images are listed.");
        }
        next = null;
        return row;
    }

    /** The row of the next entry; empty if it has none. */
    private Optional<Row> advance() throws IOException {
        try {
            RemoteIterator<FileStatus> current = entries;
            if (current == null) {
                open = waiting.pop();
                entries = system.listStatusIterator(open);
                return Optional.empty();
            }
            if (!current.hasNext()) {
                entries = null;
                return Optional.empty();
            }
            return row(current.next());
        } catch (IOException failed) {
            if (HadoopFile.reasonOfFile(failed).isEmpty()) {
                throw failed;
            }
            entries = null;
            return Optional.of(ImageListing.failed(open, failed));
        }
    }

    private Optional<Row> row(FileStatus entry) {
        String name = entry.getPath().getName();
        if (EntryNames.isHidden(name)) {
            return Optional.empty();
        }
        boolean image = EntryNames.isPicture(name) || EntryNames.isUnreadablePicture(name);
        if (!entry.isDirectory()) {
            return image ? Optional.of(ImageListing.file(entry)) : Optional.empty();
        }
        if (recursive) {
            waiting.push(entry.getPath());
        }
        return image
                ? Optional.of(ImageListing.failed(entry.getPath(), new IOException(IMAGE_FOLDER)))
                : Optional.empty();
    }
}
