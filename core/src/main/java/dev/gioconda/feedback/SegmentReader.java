package dev.gioconda.feedback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the numbers (big-endian) and texts of a {@link Segment}.
 *
 * @param data the segment's bytes
 * @param buffer a view of the same bytes, at the next position
 * @param interned frequent texts, each stored once
 */
record SegmentReader(byte[] data, ByteBuffer buffer, Map<String, String> interned) {

    SegmentReader(byte[] bytes) {
        this(bytes, ByteBuffer.wrap(bytes), new HashMap<>());
    }

    /** Reads a text written by {@link Segment#writeText}. */
    String readText() {
        int length = buffer.getShort() & 0xffff;
        int start = buffer.position();
        if (length > buffer.remaining()) {
            throw new IllegalArgumentException("A text exceeds the segment.");
        }
        buffer.position(start + length);
        return new String(data, start, length, StandardCharsets.UTF_8);
    }

    /** Reads a text that has few distinct values. */
    String readInternedText() {
        String text = readText();
        String known = interned.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    byte readByte() {
        return buffer.get();
    }

    boolean readBoolean() {
        return buffer.get() != 0;
    }
}
