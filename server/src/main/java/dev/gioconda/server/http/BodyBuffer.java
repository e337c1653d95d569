package dev.gioconda.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a response in memory. Its array may have up to twice their number. */
final class BodyBuffer extends ByteArrayOutputStream {

    /** Appends the remaining bytes of a buffer. */
    void append(ByteBuffer bytes) {
        int size = bytes.remaining();
        if (size > buf.length - count) {
            buf = Arrays.copyOf(buf, Math.max(count + size, 2 * buf.length));
        }
        bytes.get(buf, count, size);
        count += size;
    }

    /** The bytes, not copied; nothing may be appended afterwards. */
    ByteBuffer content() {
        return ByteBuffer.wrap(buf, 0, count);
    }
}
