package dev.gioconda.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads and writes of a whole buffer, which a single call of {@link FileChannel} may do in part only. */
public final class FileChannels {

    private FileChannels() {}

    /**
     * Fills the remaining space of a buffer.
     *
     * @param bytes its position is at its limit afterwards
     * @param position where to read, in bytes from the start of the file
     * @param source the file's name, for the message
     * @throws EOFException if the file ends before that
     */
    public static void readFully(FileChannel channel, ByteBuffer bytes, long position, String source)
            throws IOException {
        long cursor = position;
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, cursor);
            if (count < 0) {
                throw new EOFException("%s ends after %d bytes; it is truncated.".formatted(source, cursor));
            }
            cursor += count;
        }
    }

    /** Writes the remaining bytes of a buffer at the channel's position. */
    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
