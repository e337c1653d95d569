package dev.gioconda.server.http;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a request's body in memory, in segments: one array would be copied whenever it grows, and be up to twice as large. */
final class ReceivedBody {

    private static final int MIN_SEGMENT = 1 << 11;
    private static final int MAX_SEGMENT = 1 << 18;

    private final List<ByteBuffer> segments = new ArrayList<>();
    private int size;

    /** Appends the remaining bytes of a buffer. */
    void append(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            ByteBuffer segment = segmentWithRoom();
            int count = Math.min(segment.remaining(), bytes.remaining());
            segment.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            size += count;
        }
    }

    private ByteBuffer segmentWithRoom() {
        if (segments.isEmpty() || !segments.get(segments.size() - 1).hasRemaining()) {
            segments.add(ByteBuffer.allocate(Math.min(MAX_SEGMENT, Math.max(MIN_SEGMENT, size))));
        }
        return segments.get(segments.size() - 1);
    }

    /** The number of bytes. */
    int size() {
        return size;
    }

    /** The bytes in their order, not copied; nothing may be appended afterwards. */
    List<ByteBuffer> content() {
        segments.forEach(ByteBuffer::flip);
        return segments;
    }
}
