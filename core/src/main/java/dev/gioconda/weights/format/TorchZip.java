package dev.gioconda.weights.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code torch.save} since PyTorch 1.6: a zip without compression that holds {@code NAME/data.pkl}, one entry
 * {@code NAME/data/KEY} a storage and, since 2.1, {@code NAME/byteorder}.
 */
final class TorchZip implements TorchStorages {

    private static final String PICKLE = "data.pkl";
    private static final String DATA = "data/";
    private static final String BYTE_ORDER = "byteorder";
    private static final Pattern PROGRAM = Pattern.compile("[^/]+/(code/.*|constants\\.pkl)");
    private static final int MAX_PICKLE_BYTES = 16 << 20;
    private static final int CHUNK = 1 << 16;

    private final String source;
    private final ZipFile zip;
    private final long fileSize;
    private final String prefix;
    private final Object root;

    private TorchZip(Path file, ZipFile zip) throws IOException {
        source = file.toString();
        this.zip = zip;
        fileSize = Files.size(file);
        rejectPrograms();
        List<String> pickles = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.matches("[^/]+/" + Pattern.quote(PICKLE)))
                .toList();
        if (pickles.size() != 1) {
            throw new IOException("%s is a zip but not a PyTorch file: it has %d entries NAME/data.pkl, expected one."
                    .formatted(file, pickles.size()));
        }
        prefix = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
        checkByteOrder();
        root = TorchPickle.load(source, readSmallEntry(PICKLE, MAX_PICKLE_BYTES));
    }

    @SuppressWarnings("MustBeClosedChecker")
    static TorchZip open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException | IllegalArgumentException broken) {
            throw new IOException(
                    "%s is cut off or damaged: its zip directory cannot be read (%s)."
                            .formatted(file, broken.getMessage()),
                    broken);
        }
        try {
            return new TorchZip(file, zip);
        } catch (IOException | RuntimeException refused) {
            zip.close();
            throw refused;
        }
    }

    @Override
    public Object root() {
        return root;
    }

    @Override
    public void locate(Map<String, TorchStorage> storages) throws IOException {
        for (TorchStorage storage : storages.values()) {
            long bytes = Math.multiplyExact(storage.count(), torch.elementSize(storage.type()));
            long found = entry(DATA + storage.key()).getSize();
            if (found != bytes) {
                throw new IOException("%s is damaged: storage %s has %d bytes, its pickle says %d."
                        .formatted(source, storage.key(), found, bytes));
            }
        }
    }

    @Override
    public void read(TorchStorage storage, long offset, ByteBuffer into) throws IOException {
        read(entry(DATA + storage.key()), offset, into);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Only entries without compression, as PyTorch writes them: their size cannot be larger than the file. */
    private ZipEntry entry(String name) throws IOException {
        ZipEntry entry = zip.getEntry(prefix + name);
        if (entry == null) {
            throw new IOException("%s is cut off or damaged: it has no entry %s.".formatted(source, prefix + name));
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw new IOException(
                    "%s: entry %s is compressed, which PyTorch never does.".formatted(source, entry.getName()));
        }
        if (entry.getSize() < 0 || entry.getSize() > fileSize) {
            throw new IOException("%s is damaged: its entry %s claims %d bytes of %d."
                    .formatted(source, entry.getName(), entry.getSize(), fileSize));
        }
        return entry;
    }

    private ByteBuffer readSmallEntry(String name, int maxBytes) throws IOException {
        ZipEntry entry = entry(name);
        if (entry.getSize() > maxBytes) {
            throw new IOException("%s: entry %s has %d bytes, expected at most %d."
                    .formatted(source, entry.getName(), entry.getSize(), maxBytes));
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) entry.getSize());
        read(entry, 0, bytes);
        return bytes.flip();
    }

    private void read(ZipEntry entry, long offset, ByteBuffer into) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            in.skipNBytes(offset);
            byte[] chunk = new byte[Math.min(CHUNK, into.remaining())];
            while (into.hasRemaining()) {
                int count = in.read(chunk, 0, Math.min(chunk.length, into.remaining()));
                if (count < 0) {
                    throw new EOFException("it ends too early");
                }
                into.put(chunk, 0, count);
            }
        } catch (IOException | RuntimeException broken) {
            throw new IOException(
                    "%s is cut off or damaged: its entry %s cannot be read (%s)."
                            .formatted(source, entry.getName(), broken.getMessage()),
                    broken);
        }
    }

    /** {@code torch.jit.save} writes the same zip with the network's program beside the weights. */
    private void rejectPrograms() throws IOException {
        Optional<String> program = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> PROGRAM.matcher(name).matches())
                .findFirst();
        if (program.isPresent()) {
            throw new IOException(
                    "%s is TorchScript, a program with its weights (%s); it was refused and nothing was run. Save the network's state_dict() alone."
                            .formatted(source, program.get()));
        }
    }

    private void checkByteOrder() throws IOException {
        if (zip.getEntry(prefix + BYTE_ORDER) != null) {
            String order = StandardCharsets.US_ASCII
                    .decode(readSmallEntry(BYTE_ORDER, 64))
                    .toString();
            if (!order.equals("little")) {
                throw new IOException(
                        "%s has byte order \"%s\"; only little-endian files are read.".formatted(source, order));
            }
        }
    }
}
