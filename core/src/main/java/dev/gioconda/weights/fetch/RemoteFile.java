package dev.gioconda.weights.fetch;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A file on a server that is read with range requests; a file that changes between them is an error.
 *
 * @param etag its ETag, if the server sends one
 * @param size its size in bytes
 */
record RemoteFile(
        WeightHttpClient client, URI address, @Nullable String etag, long size) {

    private static final int MAX_INTERRUPTIONS = 5;
    private static final int CHUNK = 1 << 16;

    /** Receives bytes and their offset in the range. */
    @FunctionalInterface
    interface Sink {
        void accept(byte[] bytes, int count, long offset) throws IOException;
    }

    /** Requests the first byte, to find out whether the server supports ranges, and the size of the file. */
    static RemoteFile open(WeightHttpClient client, URI address) throws IOException {
        try (HttpResult response = client.get(address, "0-0", null)) {
            if (response.status() != 206) {
                throw new IOException(
                        "%s does not support range requests (status %d, expected 206); fetch the whole file."
                                .formatted(response.uri(), response.status()));
            }
            return new RemoteFile(
                    client, address, response.etag(), response.contentRange().size());
        }
    }

    /** Reads a whole range; resumes after interruptions. */
    void read(long from, long length, Sink sink) throws IOException {
        long done = 0;
        for (int interruptions = 0; done < length; interruptions++) {
            if (interruptions > MAX_INTERRUPTIONS) {
                throw new IOException(
                        "%s was cut off %d times, at last at byte %d.".formatted(address, interruptions, from + done));
            }
            done = attempt(from, length, done, sink);
        }
    }

    /** Sends one request; returns the number of bytes of the range that are read. */
    private long attempt(long from, long length, long done, Sink sink) throws IOException {
        long offset = done;
        byte[] chunk = new byte[CHUNK];
        try (HttpResult response = client.get(address, (from + done) + "-" + (from + length - 1), etag)) {
            if (response.status() != 206
                    || response.contentRange().first() != from + done
                    || response.contentRange().size() != size) {
                throw new IOException(
                        "%s changed while it was read, or sends other bytes than those from %d on of %d (status %d)."
                                .formatted(response.uri(), from + done, size, response.status()));
            }
            while (offset < length) {
                int count;
                try {
                    count = response.body().read(chunk, 0, (int) Math.min(CHUNK, length - offset));
                } catch (IOException interruption) {
                    return offset;
                }
                if (count < 0) {
                    return offset;
                }
                sink.accept(chunk, count, offset);
                offset += count;
            }
        }
        return offset;
    }
}
