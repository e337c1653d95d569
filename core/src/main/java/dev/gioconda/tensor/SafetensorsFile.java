package dev.gioconda.tensor;

import dev.gioconda.file.FileChannels;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * An open safetensors file: the header is read and checked at once, the values of a tensor on request, directly into
 * its memory.
 */
public final class SafetensorsFile implements Closeable {

    private final Path file;
    private final FileChannel channel;
    private final SafetensorsHeader header;
    private final long dataStart;

    private SafetensorsFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        FileChannels.readFully(channel, length, 0, file.toString());
        ByteBuffer text =
                ByteBuffer.allocate(SafetensorsHeader.length(file.toString(), length.getLong(0), channel.size()));
        FileChannels.readFully(channel, text, 8, file.toString());
        dataStart = 8L + text.capacity();
        header = SafetensorsHeader.parse(file.toString(), text.array(), channel.size() - dataStart);
    }

    /** Opens a file and reads its header. */
    @SuppressWarnings("MustBeClosedChecker")
    public static SafetensorsFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new SafetensorsFile(file, channel);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    /** Names, types and shapes of the tensors. */
    public SafetensorsHeader header() {
        return header;
    }

    /** Reads a tensor by its name, in the stored type. */
    public Tensor read(String name) throws IOException {
        SafetensorsHeader.TensorInfo item = header.items().get(name);
        if (item == null) {
            throw new IOException("%s contains no tensor %s.".formatted(file, name));
        }
        Tensor tensor = torch.empty(item.shape(), new TensorOptions(item.type()), null);
        FileChannels.readFully(channel, Tensors.memory(tensor), dataStart + item.from(), file.toString());
        return tensor;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
