package dev.gioconda.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A content's bytes; neither fewer nor more than were announced get through. */
final class ExactStream extends FilterInputStream {

    private final long size;
    private long left;

    private ExactStream(InputStream in, long size) {
        super(in);
        this.size = size;
        this.left = size;
    }

    static InputStream open(Content content) throws IOException {
        return new ExactStream(content.source().open(), content.size());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = left == 0 ? -1 : in.read(bytes, from, (int) Math.min(length, left));
        if (count > 0) {
            left -= count;
        }
        if (count < 0 && left > 0) {
            throw new IOException("%d bytes came, %d were announced".formatted(size - left, size));
        }
        if (left == 0 && count > 0 && in.read() >= 0) {
            throw new IOException("more bytes came than the %d that were announced".formatted(size));
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
