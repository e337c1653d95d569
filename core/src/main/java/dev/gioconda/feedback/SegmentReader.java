package dev.gioconda.feedback;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the numbers and texts of a {@link Segment}, big-endian; a text is its length in bytes, in 16 bits, and its UTF-8.
 *
 * @param data the segment's bytes
 * @param buffer the same, standing at what is read next
 * @param interned those that come again and again, each kept once
 */
record SegmentReader(byte[] data, ByteBuffer buffer, Map<String, String> interned) {

    SegmentReader(byte[] bytes) {
        this(bytes, ByteBuffer.wrap(bytes), new HashMap<>());
    }

    static void writeText(String text, DataOutput out) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > 0xffff) {
            throw new IOException("A text of %d bytes is too long for the index.".formatted(utf8.length));
        }
        out.writeShort(utf8.length);
        out.write(utf8);
    }

    String readText() {
        int length = buffer.getShort() & 0xffff;
        int start = buffer.position();
        if (length > buffer.remaining()) {
            throw new IllegalArgumentException("A text ends behind the end.");
        }
        buffer.position(start + length);
        return new String(data, start, length, StandardCharsets.UTF_8);
    }

    /** A text of which there are few different ones. */
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
