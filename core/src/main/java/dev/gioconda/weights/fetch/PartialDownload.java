package dev.gioconda.weights.fetch;

import dev.gioconda.weights.format.WeightFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A partial download: {@code NAME.part}, and {@code NAME.part.from} with the source address and ETag, so that a later call can resume.
 * It is locked while it is open, and gets its final name only when it is complete and verified.
 */
final class PartialDownload implements Closeable {

    static final String SUFFIX = ".part";

    private final Path target;
    private final Path path;
    private final Path sourceFile;
    private final FileChannel channel;

    private PartialDownload(Path target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.sourceFile = path.resolveSibling(path.getFileName() + ".from");
        this.channel = channel;
    }

    /** Opens or creates a partial download; throws if another process or thread has it open. */
    @SuppressWarnings("MustBeClosedChecker")
    static PartialDownload open(Path folder, String name) throws IOException {
        Path path = folder.resolve(name + SUFFIX);
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException otherThread) {
            locked = false;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw new IOException("%s is being fetched by another call; wait for it to end.".formatted(name));
        }
        return new PartialDownload(folder.resolve(name), path, channel);
    }

    /** Size in bytes. */
    long size() throws IOException {
        return channel.size();
    }

    /** The ETag of the partial file if it was received from that address, else null. */
    @Nullable
    String etagFor(String address) throws IOException {
        if (!Files.isRegularFile(sourceFile)) {
            return null;
        }
        List<String> lines = Files.readAllLines(sourceFile);
        return lines.size() == 2 && lines.get(0).equals(address) ? lines.get(1) : null;
    }

    /** Discards all bytes and records the source of the next ones. */
    void restart(String address, @Nullable String etag) throws IOException {
        channel.truncate(0);
        if (etag == null) {
            Files.deleteIfExists(sourceFile);
        } else {
            Files.writeString(sourceFile, address + "\n" + etag + "\n");
        }
    }

    /** Writes bytes at a position. */
    void write(byte[] bytes, int count, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        long offset = position;
        try {
            while (buffer.hasRemaining()) {
                offset += channel.write(buffer, offset);
            }
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    /** Copies another file. */
    void copy(Path from) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
            restart(from.toString(), null);
            ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
            long size = in.size();
            for (long offset = 0; offset < size; ) {
                int count = in.read(chunk, offset);
                if (count < 0) {
                    throw new IOException("%s became shorter while it was copied.".formatted(from));
                }
                write(chunk.array(), count, offset);
                chunk.clear();
                offset += count;
            }
        }
    }

    /** Verifies size and checksum and gives the file its final name; discards it if they differ. */
    Path finish(OfficialFile file, Consumer<DownloadProgress> listener) throws IOException {
        long size = channel.size();
        Checksum checksum = file.checksum();
        try {
            Long bytes = file.bytes();
            if (bytes != null && bytes != size) {
                throw new IOException("%d bytes were received, the official file has %d".formatted(size, bytes));
            }
            WeightFormat.of(path);
            if (checksum != null) {
                checksum.verify(
                        path,
                        done -> listener.accept(new DownloadProgress(
                                file.name(), DownloadProgress.DownloadStage.CHECKING, done, size)));
            }
        } catch (IOException mismatch) {
            discard();
            throw new IOException("%s The download was discarded.".formatted(sentence(mismatch)), mismatch);
        }
        return moveToTarget(checksum == null || !checksum.isComplete());
    }

    /** Gives the file its final name; records its checksum if none was published. */
    Path moveToTarget(boolean recordChecksum) throws IOException {
        channel.force(true);
        if (recordChecksum) {
            WeightFolder.recordChecksum(target, Checksum.sha256(path));
        }
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(sourceFile);
        return target;
    }

    /** Deletes the partial file. */
    void discard() throws IOException {
        Files.deleteIfExists(sourceFile);
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        boolean empty = channel.size() == 0;
        channel.close();
        if (empty) {
            Files.deleteIfExists(path);
            Files.deleteIfExists(sourceFile);
        }
    }

    private IOException unwritable(IOException failure) {
        IOException explained = new FileSystemException(
                path.toString(),
                null,
                "cannot be written (%s); free some space and try again".formatted(failure.getMessage()));
        explained.initCause(failure);
        return explained;
    }

    private static String sentence(IOException mismatch) {
        String message = String.valueOf(mismatch.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }
}
