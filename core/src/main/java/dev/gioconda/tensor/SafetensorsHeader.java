package dev.gioconda.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The header of a safetensors file: name, type, shape and byte range of every tensor. Byte ranges are inside the file
 * and do not overlap, so all tensors together are never larger than the file.
 *
 * @param items the tensors in the file's order; unmodifiable
 */
public record SafetensorsHeader(Map<String, TensorInfo> items) {

    /** The supported types of the format. */
    static final Map<String, ScalarType> TYPES = Map.of(
            "F32", ScalarType.Float,
            "F16", ScalarType.Half,
            "BF16", ScalarType.BFloat16,
            "F64", ScalarType.Double,
            "I64", ScalarType.Long,
            "I32", ScalarType.Int,
            "I16", ScalarType.Short,
            "I8", ScalarType.Char,
            "U8", ScalarType.Byte,
            "BOOL", ScalarType.Bool);

    /** The largest accepted header in bytes; those of the official files are below 100,000. */
    public static final long MAX_BYTES = 16L << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * One tensor.
     *
     * @param from offset of its first byte from the end of the header
     * @param to offset after its last byte
     */
    public record TensorInfo(ScalarType type, long[] shape, long from, long to) {

        /** The size of its values in bytes. */
        public long bytes() {
            return to - from;
        }

        private TensorInfo withOffset(long offset) {
            return new TensorInfo(type, shape, offset, offset + bytes());
        }
    }

    /** Copies the map, with its order. */
    public SafetensorsHeader {
        items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }

    /**
     * Checks the header length stated by the first eight bytes.
     *
     * @param source the file's or the server's name, for errors
     * @param declared the stated length
     * @param size the whole file's size in bytes
     */
    public static int length(String source, long declared, long size) throws IOException {
        if (declared < 2 || declared > MAX_BYTES || declared > size - 8) {
            throw new IOException(
                    "%s is not a safetensors file: its first 8 bytes state a header of %d bytes in a file of %d."
                            .formatted(source, declared, size));
        }
        return (int) declared;
    }

    /**
     * Reads a header.
     *
     * @param source the file's or the server's name, for errors
     * @param json the header without the eight bytes before it
     * @param dataSize the number of bytes after the header
     */
    public static SafetensorsHeader parse(String source, byte[] json, long dataSize) throws IOException {
        Map<String, TensorInfo> items = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : tree(source, json).properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                items.put(
                        entry.getKey(),
                        item("%s: tensor %s".formatted(source, entry.getKey()), entry.getValue(), dataSize));
            }
        }
        rejectOverlaps(source, items);
        return new SafetensorsHeader(items);
    }

    /** The same items with consecutive byte ranges from 0. */
    public SafetensorsHeader packed() {
        Map<String, TensorInfo> packed = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, TensorInfo> entry : items.entrySet()) {
            packed.put(entry.getKey(), entry.getValue().withOffset(offset));
            offset += entry.getValue().bytes();
        }
        return new SafetensorsHeader(packed);
    }

    /**
     * The start of a file: the eight length bytes and the JSON text, padded so that values are aligned to 8 bytes.
     *
     * @param metadata free text, stored under {@code __metadata__}
     */
    public byte[] bytes(Map<String, String> metadata) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.set("__metadata__", JSON.valueToTree(metadata));
        items.forEach((name, item) -> {
            ObjectNode node = header.putObject(name);
            node.put("dtype", nameOf(item.type()));
            node.set("shape", JSON.valueToTree(item.shape()));
            node.putArray("data_offsets").add(item.from()).add(item.to());
        });
        byte[] json = JSON.writeValueAsBytes(header);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(json);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        return head.array();
    }

    private static String nameOf(ScalarType type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unsupported type for safetensors: " + type));
    }

    private static JsonNode tree(String source, byte[] text) throws IOException {
        try {
            JsonNode header = JSON.readTree(new String(text, StandardCharsets.UTF_8));
            if (header.isObject()) {
                return header;
            }
            throw new IOException("%s is not a safetensors file: its header is not a JSON object.".formatted(source));
        } catch (JsonProcessingException broken) {
            throw new IOException(
                    "%s is not a safetensors file: its header is not JSON (%s)."
                            .formatted(source, broken.getOriginalMessage()),
                    broken);
        }
    }

    private static TensorInfo item(String name, JsonNode item, long dataSize) throws IOException {
        ScalarType type = TYPES.get(item.path("dtype").asText());
        if (type == null) {
            throw new IOException("%s has type \"%s\"; expected one of %s."
                    .formatted(name, item.path("dtype").asText(), TYPES.keySet()));
        }
        JsonNode sizes = item.path("shape");
        if (!sizes.isArray()) {
            throw new IOException("%s has no shape.".formatted(name));
        }
        long[] shape = new long[sizes.size()];
        BigInteger bytes = BigInteger.valueOf(torch.elementSize(type));
        BigInteger extent = bytes; // without dimensions of 0, whose strides must not overflow either
        for (int i = 0; i < shape.length; i++) {
            shape[i] = integer(sizes.path(i));
            if (shape[i] < 0) {
                throw new IOException("%s has the invalid shape %s.".formatted(name, sizes));
            }
            bytes = bytes.multiply(BigInteger.valueOf(shape[i]));
            extent = extent.multiply(BigInteger.valueOf(Math.max(1, shape[i])));
            if (extent.bitLength() > 50) {
                throw new IOException("%s has a shape of more than 2^50 bytes.".formatted(name));
            }
        }
        long from = integer(item.path("data_offsets").path(0));
        long to = integer(item.path("data_offsets").path(1));
        if (from < 0 || to < from || to > dataSize) {
            throw new IOException("%s is at bytes %d to %d of %d; the file is truncated or damaged."
                    .formatted(name, from, to, dataSize));
        }
        if (!bytes.equals(BigInteger.valueOf(to - from))) { // before memory of that size is allocated
            throw new IOException(
                    "%s needs %d bytes for its shape %s but has %d.".formatted(name, bytes, sizes, to - from));
        }
        if (to - from > Integer.MAX_VALUE) {
            throw new IOException(
                    "%s has %d bytes; tensors of more than 2 GiB are not supported.".formatted(name, to - from));
        }
        return new TensorInfo(type, shape, from, to);
    }

    private static void rejectOverlaps(String source, Map<String, TensorInfo> items) throws IOException {
        List<Map.Entry<String, TensorInfo>> ordered = items.entrySet().stream()
                .filter(entry -> entry.getValue().to() > entry.getValue().from())
                .sorted(Comparator.comparingLong(entry -> entry.getValue().from()))
                .toList();
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).getValue().from() < ordered.get(i - 1).getValue().to()) {
                throw new IOException("%s: tensors %s and %s overlap; the file is damaged."
                        .formatted(
                                source,
                                ordered.get(i - 1).getKey(),
                                ordered.get(i).getKey()));
            }
        }
    }

    /** An integer of the header, or -1 for anything else. */
    private static long integer(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() ? number.longValue() : -1;
    }
}
