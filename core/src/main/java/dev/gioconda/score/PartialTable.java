package dev.gioconda.score;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.file.FileChannels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A table that is being written: complete rows in {@code NAME.part}, forced to the disk every few seconds, and beside it {@code
 * NAME.part.json} with the settings that the rows were made with. After the last row the file gets its name. If the process ends before
 * that, whatever the reason, {@link #resume} continues after the last complete image.
 */
public final class PartialTable implements AutoCloseable {

    private static final long SYNC_INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);

    private final Path target;
    private final FileChannel channel;
    private final TableFormat format;
    private final ScoreColumns columns;
    private final StoredScores stored;
    private long synced = System.nanoTime();

    private PartialTable(
            Path target, FileChannel channel, TableFormat format, ScoreColumns columns, StoredScores stored) {
        this.target = target;
        this.channel = channel;
        this.format = format;
        this.columns = columns;
        this.stored = stored;
    }

    /** The file with the rows of an unfinished table. */
    public static Path partOf(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    /**
     * Starts a table; an unfinished one of the same name is lost.
     *
     * @param settings whatever the rows depend on
     */
    public static PartialTable begin(Path target, ScoreColumns columns, RunSettings settings) throws IOException {
        FileChannel channel = open(target);
        try {
            channel.truncate(0);
            settings.write(settingsOf(target));
            TableFormat format = TableFormat.ofFile(String.valueOf(target.getFileName()));
            FileChannels.writeFully(channel, ByteBuffer.wrap(format.header(columns.names())));
            return new PartialTable(target, channel, format, columns, StoredScores.none());
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /**
     * Continues an unfinished table, or starts it if there is none.
     *
     * @throws IOException if it was made with other settings; the message names the first that differs
     */
    public static PartialTable resume(Path target, ScoreColumns columns, RunSettings settings) throws IOException {
        if (!Files.exists(partOf(target)) || !Files.exists(settingsOf(target))) {
            if (Files.exists(partOf(target)) && Files.size(partOf(target)) > 0) {
                throw new IOException("%s cannot be continued, since %s is missing. Delete it to start again."
                        .formatted(partOf(target), settingsOf(target).getFileName()));
            }
            return begin(target, columns, settings);
        }
        FileChannel channel = open(target);
        try {
            settings.requireSame(settingsOf(target), partOf(target));
            TableFormat format = TableFormat.ofFile(String.valueOf(target.getFileName()));
            StoredScores stored;
            try (InputStream in = Files.newInputStream(partOf(target))) {
                stored = StoredScores.read(in, format, columns.names());
            }
            channel.truncate(stored.bytes());
            channel.position(stored.bytes());
            if (stored.bytes() == 0) {
                FileChannels.writeFully(channel, ByteBuffer.wrap(format.header(columns.names())));
            }
            return new PartialTable(target, channel, format, columns, stored);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static Path settingsOf(Path target) {
        return target.resolveSibling(target.getFileName() + ".part.json");
    }

    private static FileChannel open(Path target) throws IOException {
        Path part = partOf(target);
        Files.createDirectories(part.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException(
                    "%s is being written by another process. Wait until it ends, or stop it.".formatted(part));
        }
        return channel;
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    /** What was there at the start. */
    StoredScores stored() {
        return stored;
    }

    /** Writes the rows of an image. */
    void append(List<ScoreRow> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ScoreRow row : rows) {
            bytes.writeBytes(format.record(columns.names(), columns.values(row)));
        }
        FileChannels.writeFully(channel, ByteBuffer.wrap(bytes.toByteArray()));
        if (System.nanoTime() - synced > SYNC_INTERVAL_NS) {
            channel.force(false);
            synced = System.nanoTime();
        }
    }

    /** Gives the finished table its name, which an existing file loses. */
    void publish() throws IOException {
        channel.force(true);
        channel.close(); // some systems do not rename open files
        AtomicFiles.publish(partOf(target), target);
        Files.deleteIfExists(settingsOf(target));
    }

    /** Ends the writing; what is not published can be continued. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.force(true);
            channel.close();
        }
    }
}
