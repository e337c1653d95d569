package dev.gioconda.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a content; fails if their number differs from the announced size. */
final class SizeCheckedStream extends FilterInputStream {

    private final long size;
    private long remaining;

    private SizeCheckedStream(InputStream in, long size) {
        super(in);
        this.size = size;
        this.remaining = size;
    }

    static InputStream open(ObjectContent content) throws IOException {
        return new SizeCheckedStream(content.source().open(), content.size());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = remaining == 0 ? -1 : in.read(bytes, from, (int) Math.min(length, remaining));
        if (count > 0) {
            remaining -= count;
        }
        if (count < 0 && remaining > 0) {
            throw new IOException("received %d bytes, expected %d".formatted(size - remaining, size));
        }
        if (remaining == 0 && count > 0 && in.read() >= 0) {
            throw new IOException("received more than the expected %d bytes".formatted(size));
        }
        return count;
    }

    @Override
    public long skip(long count) {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
