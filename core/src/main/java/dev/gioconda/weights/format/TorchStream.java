package dev.gioconda.weights.format;

import dev.gioconda.file.FileChannels;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code torch.save} before PyTorch 1.6, the form of torchvision's VGG and DenseNet files: five pickles (magic number, protocol
 * 1001, facts about the machine, the object, the storages' keys), then every storage in the keys' order as eight bytes of count
 * and its raw values.
 */
final class TorchStream implements TorchStorages {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long PROTOCOL = 1001;
    private static final long MAX_HEADER_BYTES = 16L << 20;

    private final String source;
    private final FileChannel channel;
    private final Object root;
    private final List<?> keys;
    private final long start;
    private final Map<String, Long> offsets = new HashMap<>();

    private TorchStream(Path file, FileChannel channel) throws IOException {
        source = file.toString();
        this.channel = channel;
        ByteBuffer header = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), MAX_HEADER_BYTES));
        Object magic = TorchPickle.load(source, header);
        Object protocol = TorchPickle.load(source, header);
        if (!MAGIC.equals(magic) || !Long.valueOf(PROTOCOL).equals(protocol)) {
            throw new IOException(
                    "%s is not a PyTorch file: magic number and protocol are %s and %s, expected %s and %d."
                            .formatted(source, magic, protocol, MAGIC, PROTOCOL));
        }
        if (!(TorchPickle.load(source, header) instanceof Map<?, ?> machine)
                || !Boolean.TRUE.equals(machine.get("little_endian"))) {
            throw new IOException("%s was not written by a little-endian machine, or is damaged.".formatted(source));
        }
        root = TorchPickle.load(source, header);
        if (!(TorchPickle.load(source, header) instanceof List<?> list)) {
            throw new IOException("%s is damaged: the list of its storages is missing.".formatted(source));
        }
        keys = list;
        start = header.position();
    }

    @SuppressWarnings("MustBeClosedChecker")
    static TorchStream open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new TorchStream(file, channel);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    @Override
    public Object root() {
        return root;
    }

    /** Walks over the storages; only their counts are read. */
    @Override
    public void locate(Map<String, TorchStorage> storages) throws IOException {
        long cursor = start;
        ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Object key : keys) {
            TorchStorage storage = key instanceof String ? storages.get(key) : null;
            if (storage == null) {
                throw new IOException("%s is damaged: no tensor uses its storage %s.".formatted(source, key));
            }
            FileChannels.readFully(channel, count.clear(), cursor, source);
            cursor += Long.BYTES;
            long bytes = Math.multiplyExact(storage.count(), torch.elementSize(storage.type()));
            if (count.getLong(0) != storage.count() || bytes > channel.size() - cursor) {
                throw new IOException(
                        "%s is cut off or damaged: storage %s has %d elements, its pickle says %d, and %d bytes are left."
                                .formatted(source, key, count.getLong(0), storage.count(), channel.size() - cursor));
            }
            offsets.put(storage.key(), cursor);
            cursor += bytes;
        }
        for (String key : storages.keySet()) {
            if (!offsets.containsKey(key)) {
                throw new IOException("%s is damaged: storage %s is not in it.".formatted(source, key));
            }
        }
    }

    @Override
    public void read(TorchStorage storage, long offset, ByteBuffer into) throws IOException {
        Long base = offsets.get(storage.key());
        if (base == null) {
            throw new IllegalStateException("Storage %s was not located.".formatted(storage.key()));
        }
        FileChannels.readFully(channel, into, base + offset, source);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
