package dev.gioconda.weights.fetch;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A file on a server that is read in ranges and must stay the same from one to the next.
 *
 * @param tag its ETag, if the server gives one
 * @param size its size in bytes
 */
record RemoteFile(Remote remote, URI address, @Nullable String tag, long size) {

    private static final int MOST_CUTS = 5;
    private static final int CHUNK = 1 << 16;

    /** Takes bytes and where they lie in the range. */
    @FunctionalInterface
    interface Sink {
        void accept(byte[] bytes, int count, long at) throws IOException;
    }

    /** Asks for the first byte to learn whether the server gives ranges, and of what. */
    static RemoteFile open(Remote remote, URI address) throws IOException {
        try (Answer answer = remote.get(address, "0-0", null)) {
            if (answer.status() != 206) {
                throw new IOException(
                        "%s gives no parts of files (status %d, expected 206); fetch the whole file, without --only."
                                .formatted(answer.at(), answer.status()));
            }
            return new RemoteFile(remote, address, answer.tag(), answer.place().size());
        }
    }

    /** Reads a range to its end, going on where it was cut off. */
    void read(long from, long length, Sink sink) throws IOException {
        long done = 0;
        for (int cuts = 0; done < length; cuts++) {
            if (cuts > MOST_CUTS) {
                throw new IOException(
                        "%s was cut off %d times, at last at byte %d.".formatted(address, cuts, from + done));
            }
            done = attempt(from, length, done, sink);
        }
    }

    /** How much of the range is done after one request. */
    private long attempt(long from, long length, long done, Sink sink) throws IOException {
        long at = done;
        byte[] chunk = new byte[CHUNK];
        try (Answer answer = remote.get(address, (from + done) + "-" + (from + length - 1), tag)) {
            if (answer.status() != 206
                    || answer.place().first() != from + done
                    || answer.place().size() != size) {
                throw new IOException(
                        "%s changed while it was read, or sends other bytes than those from %d on of %d (status %d)."
                                .formatted(answer.at(), from + done, size, answer.status()));
            }
            while (at < length) {
                int count;
                try {
                    count = answer.body().read(chunk, 0, (int) Math.min(CHUNK, length - at));
                } catch (IOException cut) {
                    return at;
                }
                if (count < 0) {
                    return at;
                }
                sink.accept(chunk, count, at);
                at += count;
            }
        }
        return at;
    }
}
