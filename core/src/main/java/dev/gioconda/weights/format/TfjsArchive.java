package dev.gioconda.weights.format;

import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Weights of TensorFlow.js in an npm package ({@code .tgz}) or in a folder: for each model a manifest {@code
 * MODEL_model-weights_manifest.json} and, beside it, the files that it names. Tensors are called {@code MODEL/NAME} and keep
 * TensorFlow's layout: convolutions [rows, columns, in, out], depthwise ones [rows, columns, channels, 1], dense layers [in,
 * out].
 *
 * <p>Opening reads manifests and sizes. Reading a tensor loads the files of its group, which stay in memory until a tensor of
 * another group is read: it is fast to read tensors in the order of {@link #shapes}. A file belongs to one group only, so that all
 * tensors together are as large as the files without compression, or up to four times larger if they are quantized.
 */
public final class TfjsArchive implements WeightFile {

    private static final String MODEL_SUFFIX = "_model" + TfjsFiles.MANIFEST_SUFFIX;

    private final Path file;
    private final TfjsFiles files;
    private final Map<String, Stored> tensors = new LinkedHashMap<>();
    private final Set<String> shards = new HashSet<>();
    private @Nullable Loaded loaded;

    /**
     * A tensor and its place.
     *
     * @param files of its group
     * @param offset of its first byte in the stream of the group
     */
    private record Stored(TfjsTensor tensor, List<String> files, int offset) {}

    /** The group that was read last. */
    private record Loaded(List<String> files, byte[] stream) {}

    private TfjsArchive(Path file, TfjsFiles files) throws IOException {
        this.file = file;
        this.files = files;
        TfjsFiles.Listing listing = readable(files::list);
        for (Map.Entry<String, byte[]> manifest : listing.manifests().entrySet()) {
            try {
                addModel(manifest.getKey(), TfjsManifest.parse(manifest.getValue()), listing.sizes());
            } catch (IOException wrong) {
                throw new IOException(
                        "%s: the manifest %s cannot be used: %s."
                                .formatted(file, Excerpt.of(manifest.getKey()), wrong.getMessage()),
                        wrong);
            }
        }
        if (tensors.isEmpty()) {
            throw new IOException("%s holds no TensorFlow.js weights: no file NAME%s with tensors."
                    .formatted(file, TfjsFiles.MANIFEST_SUFFIX));
        }
    }

    /**
     * Opens an archive or a folder.
     *
     * @throws IOException if it is damaged, or if a manifest does not fit its files
     */
    public static TfjsArchive open(Path fileOrFolder) throws IOException {
        return new TfjsArchive(fileOrFolder, TfjsFiles.of(fileOrFolder));
    }

    @Override
    public WeightFormat format() {
        return WeightFormat.TFJS_ARCHIVE;
    }

    @Override
    public Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        tensors.forEach((name, stored) -> shapes.put(name, stored.tensor().shape()));
        return shapes;
    }

    @Override
    public ScalarType type(String name) throws IOException {
        return stored(name).tensor().type();
    }

    @Override
    public Tensor read(String name) throws IOException {
        Stored stored = stored(name);
        TfjsTensor tensor = stored.tensor();
        ByteBuffer stream = ByteBuffer.wrap(stream(stored)).order(ByteOrder.LITTLE_ENDIAN);
        Tensor values = torch.empty(tensor.shape(), new TensorOptions(tensor.type()), null);
        tensor.decode(stream.position(stored.offset()), Tensors.memory(values));
        return values;
    }

    /** Frees the files in memory; no file is kept open. */
    @Override
    public void close() {
        loaded = null;
    }

    private void addModel(String manifest, List<TfjsManifest.Group> groups, Map<String, Long> sizes)
            throws IOException {
        String folder = manifest.substring(0, manifest.lastIndexOf('/') + 1);
        String last = manifest.substring(folder.length());
        String suffix = last.endsWith(MODEL_SUFFIX) ? MODEL_SUFFIX : TfjsFiles.MANIFEST_SUFFIX;
        String model = last.substring(0, last.length() - suffix.length());
        for (TfjsManifest.Group group : groups) {
            List<String> names = new ArrayList<>();
            long bytes = 0;
            for (String name : group.files()) {
                Long size = sizes.get(folder + name);
                if (size == null) {
                    throw new IOException("there is no file %s beside it".formatted(Excerpt.of(name)));
                }
                if (!shards.add(folder + name)) {
                    throw new IOException("file %s belongs to two groups".formatted(Excerpt.of(name)));
                }
                TfjsFiles.checkSize(name, size);
                names.add(folder + name);
                bytes += size;
            }
            if (bytes != group.bytes()) {
                throw new IOException("its tensors take %d bytes, but the files %s have %d"
                        .formatted(group.bytes(), Excerpt.of(group.files()), bytes));
            }
            int offset = 0;
            for (TfjsTensor tensor : group.tensors()) {
                if (tensors.put(model + "/" + tensor.name(), new Stored(tensor, names, offset)) != null) {
                    throw new IOException(
                            "model %s has a second tensor %s".formatted(Excerpt.of(model), Excerpt.of(tensor.name())));
                }
                offset += (int) tensor.storedBytes(); // a group has less than 2 GiB
            }
        }
    }

    private Stored stored(String name) throws IOException {
        Stored stored = tensors.get(name);
        if (stored == null) {
            throw new IOException("%s holds no tensor %s.".formatted(file, name));
        }
        return stored;
    }

    private byte[] stream(Stored stored) throws IOException {
        Loaded last = loaded;
        if (last == null || !last.files().equals(stored.files())) {
            loaded = null; // before the next group is read
            last = new Loaded(stored.files(), readable(() -> files.concatenated(stored.files())));
            loaded = last;
        }
        TfjsTensor tensor = stored.tensor();
        if (stored.offset() + tensor.storedBytes() > last.stream().length) {
            throw new IOException(
                    "%s was changed after it was opened: %s is cut off.".formatted(file, Excerpt.of(stored.files())));
        }
        return last.stream();
    }

    private <T> T readable(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (IOException | RuntimeException broken) { // the tar reader throws both
            throw new IOException(
                    "%s cannot be read as TensorFlow.js weights: it is cut off, damaged or something else (%s)."
                            .formatted(file, Excerpt.ofMessage(broken)),
                    broken);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }
}
