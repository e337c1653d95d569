package dev.gioconda.feedback;

import dev.gioconda.file.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Copies of many small records in one object, named by its SHA-256. An incomplete segment, or one of another layout, counts as empty.
 *
 * @param keys of the records
 * @param values the records
 */
record Segment<T>(List<String> keys, List<T> values) {

    static final String EXTENSION = ".segment";

    private static final int MAGIC = 0x67696f31; // "gio1"; another layout has another number
    private static final String JSON = ".json";

    static <T> Segment<T> empty() {
        return new Segment<>(List.of(), List.of());
    }

    static String name(byte[] bytes) {
        return Hashes.sha256(bytes) + EXTENSION;
    }

    /** Writes the length of the UTF-8 bytes as 16 bits, and the bytes. */
    static void writeText(String text, DataOutput out) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > 0xffff) {
            throw new IOException("A text of %d bytes is too long for the index.".formatted(utf8.length));
        }
        out.writeShort(utf8.length);
        out.write(utf8);
    }

    int size() {
        return keys.size();
    }

    static <T> byte[] encode(SortedMap<String, T> records, Codec<T> codec) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(records.size() * 400);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(records.size());
        for (Map.Entry<String, T> record : records.entrySet()) {
            writeText(record.getKey(), out);
            codec.write(record.getValue(), out);
        }
        return bytes.toByteArray();
    }

    /** The records; none if the bytes do not match the SHA-256 in the name. */
    static <T> Segment<T> decode(String name, byte[] bytes, Codec<T> codec) {
        if (!name(bytes).equals(name)) {
            return empty();
        }
        try {
            SegmentReader in = new SegmentReader(bytes);
            if (in.buffer().getInt() != MAGIC) {
                return empty();
            }
            int count = in.buffer().getInt();
            Segment<T> segment = new Segment<>(new ArrayList<>(count), new ArrayList<>(count));
            for (int i = 0; i < count; i++) {
                String key = in.readText();
                segment.keys.add(key);
                segment.values.add(
                        codec.read(key.substring(key.lastIndexOf('/') + 1, key.length() - JSON.length()), in));
            }
            return segment;
        } catch (IOException
                | IllegalArgumentException
                | BufferUnderflowException
                | IndexOutOfBoundsException invalid) {
            return empty(); // the records are read from their own objects instead
        }
    }
}
