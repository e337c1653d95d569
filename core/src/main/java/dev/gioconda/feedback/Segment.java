package dev.gioconda.feedback;

import dev.gioconda.file.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Copies of many small records in one object, named by its own SHA-256: what is not whole, or of another program's layout, holds
 * nothing.
 *
 * @param keys of the records
 * @param values the records
 */
record Segment<T>(List<String> keys, List<T> values) {

    static final String EXTENSION = ".segment";

    private static final int MAGIC = 0x67696f31; // "gio1": the next layout has another number
    private static final String JSON = ".json";

    static <T> Segment<T> empty() {
        return new Segment<>(List.of(), List.of());
    }

    static String name(byte[] bytes) {
        return Hashes.sha256(bytes) + EXTENSION;
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
            SegmentReader.writeText(record.getKey(), out);
            codec.write(record.getValue(), out);
        }
        return bytes.toByteArray();
    }

    /** The records; none when the bytes are not what the name says. */
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
            return empty(); // whatever it is, the records themselves are still there
        }
    }
}
