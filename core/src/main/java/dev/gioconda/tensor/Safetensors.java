package dev.gioconda.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The safetensors format: 8 bytes little-endian header length, a JSON header {@code {name: {dtype, shape, data_offsets}}},
 * then raw little-endian values. No code runs when a file is read. Source: huggingface/safetensors, format section.
 */
public final class Safetensors {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, ScalarType> TYPES = Map.of(
            "F32", ScalarType.Float,
            "F16", ScalarType.Half,
            "BF16", ScalarType.BFloat16,
            "F64", ScalarType.Double,
            "I64", ScalarType.Long,
            "U8", ScalarType.Byte);
    private static final long LARGEST_HEADER = 100L << 20;

    private Safetensors() {}

    /**
     * Writes the tensors in the map's order.
     *
     * @param floats the type floating tensors are stored in, such as {@link ScalarType#Half} for a file that is shipped
     * @param metadata free text, stored under {@code __metadata__}
     */
    public static void write(Path file, Map<String, Tensor> tensors, ScalarType floats, Map<String, String> metadata)
            throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.set("__metadata__", JSON.valueToTree(metadata));
        Map<String, Tensor> stored = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue().detach();
            ScalarType type =
                    tensor.is_floating_point() ? floats : tensor.scalar_type().intern();
            Tensor plain = tensor.to(type).contiguous();
            stored.put(entry.getKey(), plain);
            ObjectNode item = header.putObject(entry.getKey());
            item.put("dtype", nameOf(type));
            item.set("shape", JSON.valueToTree(plain.shape()));
            item.putArray("data_offsets").add(offset).add(offset + plain.nbytes());
            offset += plain.nbytes();
        }
        byte[] json = JSON.writeValueAsBytes(header);
        int padded = (json.length + 7) / 8 * 8; // the format wants the values to start aligned
        ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(json);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, head.flip());
            for (Tensor tensor : stored.values()) {
                writeFully(channel, Tensors.memory(tensor));
            }
            channel.force(true);
        }
    }

    /** Reads every tensor, in the file's order. */
    public static Map<String, Tensor> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            readFully(channel, length, 0, file);
            long headerSize = length.getLong(0);
            if (headerSize < 2 || headerSize > LARGEST_HEADER || headerSize > channel.size() - 8) {
                throw new IOException(
                        "%s is no safetensors file: its first 8 bytes announce a header of %d bytes in a file of %d."
                                .formatted(file, headerSize, channel.size()));
            }
            ByteBuffer text = ByteBuffer.allocate((int) headerSize);
            readFully(channel, text, 8, file);
            JsonNode header = parse(file, text.array());
            long start = 8 + headerSize;
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (!entry.getKey().equals("__metadata__")) {
                    tensors.put(entry.getKey(), tensor(channel, file, start, entry.getKey(), entry.getValue()));
                }
            }
            return tensors;
        }
    }

    private static Tensor tensor(FileChannel channel, Path file, long start, String name, JsonNode item)
            throws IOException {
        ScalarType type = TYPES.get(item.path("dtype").asText());
        if (type == null) {
            throw new IOException("%s: tensor %s has type \"%s\"; known are %s."
                    .formatted(file, name, item.path("dtype").asText(), TYPES.keySet()));
        }
        JsonNode sizes = item.path("shape");
        long[] shape = new long[sizes.size()];
        BigInteger bytes = BigInteger.valueOf(torch.elementSize(type));
        BigInteger extent = bytes; // without the sides of 0, whose strides must not overflow either
        for (int i = 0; i < shape.length; i++) {
            shape[i] = whole(sizes.path(i));
            if (shape[i] < 0) {
                throw new IOException("%s: tensor %s has a bad shape %s.".formatted(file, name, sizes));
            }
            bytes = bytes.multiply(BigInteger.valueOf(shape[i]));
            extent = extent.multiply(BigInteger.valueOf(Math.max(1, shape[i])));
            if (extent.bitLength() > 50) {
                throw new IOException("%s: tensor %s has an absurd shape.".formatted(file, name));
            }
        }
        if (!sizes.isArray()) {
            throw new IOException("%s: tensor %s has no shape.".formatted(file, name));
        }
        long from = whole(item.path("data_offsets").path(0));
        long to = whole(item.path("data_offsets").path(1));
        if (from < 0 || to < from || to > channel.size() - start) {
            throw new IOException("%s: tensor %s lies at bytes %d to %d of %d; the file is cut off or damaged."
                    .formatted(file, name, from, to, channel.size() - start));
        }
        if (!bytes.equals(BigInteger.valueOf(to - from))) { // before memory of that size is asked for
            throw new IOException("%s: tensor %s needs %d bytes for its shape %s but has %d."
                    .formatted(file, name, bytes, sizes, to - from));
        }
        Tensor tensor = torch.empty(shape, new TensorOptions(type), null);
        readFully(channel, Tensors.memory(tensor), start + from, file);
        return tensor;
    }

    /** A whole number of the header, -1 for anything else. */
    private static long whole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() ? number.longValue() : -1;
    }

    private static JsonNode parse(Path file, byte[] text) throws IOException {
        try {
            JsonNode header = JSON.readTree(new String(text, StandardCharsets.UTF_8));
            if (header.isObject()) {
                return header;
            }
            throw new IOException("%s is no safetensors file: its header is not a JSON object.".formatted(file));
        } catch (JsonProcessingException broken) {
            throw new IOException("%s is no safetensors file: its header is not JSON.".formatted(file), broken);
        }
    }

    private static String nameOf(ScalarType type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("safetensors has no name here for " + type));
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer bytes, long position, Path file) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, at);
            if (count < 0) {
                throw new IOException("%s ends after %d bytes; it is cut off.".formatted(file, at));
            }
            at += count;
        }
    }
}
