package dev.gioconda.tensor;

import dev.gioconda.file.FileChannels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The safetensors format: 8 bytes little-endian header length, a JSON header {@code {name: {dtype, shape,
 * data_offsets}}}, then raw little-endian values. Reading a file executes no code. Source: huggingface/safetensors,
 * format section.
 */
public final class Safetensors {

    private Safetensors() {}

    /**
     * Writes the tensors in the map's order.
     *
     * @param floatType the type of stored floating-point tensors, such as {@link ScalarType#Half} for small files
     * @param metadata free text, stored under {@code __metadata__}
     */
    public static void write(Path file, Map<String, Tensor> tensors, ScalarType floatType, Map<String, String> metadata)
            throws IOException {
        Map<String, Tensor> stored = new LinkedHashMap<>();
        Map<String, SafetensorsHeader.TensorInfo> items = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue().detach();
            ScalarType type = tensor.is_floating_point()
                    ? floatType
                    : tensor.scalar_type().intern();
            Tensor plain = tensor.to(type).contiguous();
            stored.put(entry.getKey(), plain);
            items.put(entry.getKey(), new SafetensorsHeader.TensorInfo(type, plain.shape(), 0, plain.nbytes()));
        }
        byte[] head = new SafetensorsHeader(items).packed().bytes(metadata);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            FileChannels.writeFully(channel, ByteBuffer.wrap(head));
            for (Tensor tensor : stored.values()) {
                FileChannels.writeFully(channel, Tensors.memory(tensor));
            }
            channel.force(true);
        }
    }

    /** Reads every tensor, in the file's order. */
    public static Map<String, Tensor> read(Path file) throws IOException {
        return read(file, name -> true);
    }

    /** Reads the tensors selected by name, in the file's order, and skips the others without reading them. */
    public static Map<String, Tensor> read(Path file, Predicate<String> wanted) throws IOException {
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (String name : open.header().items().keySet()) {
                if (wanted.test(name)) {
                    tensors.put(name, open.read(name));
                }
            }
            return tensors;
        }
    }
}
