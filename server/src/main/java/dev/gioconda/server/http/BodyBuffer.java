package dev.gioconda.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The bytes of a body in memory. Its array may have up to twice their number. */
final class BodyBuffer extends ByteArrayOutputStream {

    /** Appends the remaining bytes of a buffer. */
    void append(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        writeBytes(copy);
    }

    /** The bytes, not copied; nothing may be appended afterwards. */
    ByteBuffer content() {
        return ByteBuffer.wrap(buf, 0, count);
    }
}
