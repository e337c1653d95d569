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
 * @param all the segment's bytes
 * @param bytes the same, standing at what is read next
 * @param texts those that come again and again, each kept once
 */
record Copy(byte[] all, ByteBuffer bytes, Map<String, String> texts) {

    Copy(byte[] bytes) {
        this(bytes, ByteBuffer.wrap(bytes), new HashMap<>());
    }

    static void write(String text, DataOutput out) throws IOException {
        byte[] utf = text.getBytes(StandardCharsets.UTF_8);
        if (utf.length > 0xffff) {
            throw new IOException("A text of %d bytes is too long for the index.".formatted(utf.length));
        }
        out.writeShort(utf.length);
        out.write(utf);
    }

    String text() {
        int length = bytes.getShort() & 0xffff;
        int from = bytes.position();
        if (length > bytes.remaining()) {
            throw new IllegalArgumentException("A text ends behind the end.");
        }
        bytes.position(from + length);
        return new String(all, from, length, StandardCharsets.UTF_8);
    }

    /** A text of which there are few different ones. */
    String common() {
        String text = text();
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    byte number() {
        return bytes.get();
    }

    boolean flag() {
        return bytes.get() != 0;
    }
}
