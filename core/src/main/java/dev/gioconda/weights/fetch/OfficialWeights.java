package dev.gioconda.weights.fetch;

import dev.gioconda.weights.format.Convention;
import dev.gioconda.weights.format.TensorSource;
import dev.gioconda.weights.format.WeightFile;
import dev.gioconda.weights.format.WeightFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The official weights on this machine, whatever their format, under torchvision's names. Never touches the network. */
public final class OfficialWeights {

    private final WeightCatalog catalog;
    private final WeightFolder folder;

    /** The files of a catalog in a local folder. */
    public OfficialWeights(WeightCatalog catalog, WeightFolder folder) {
        this.catalog = catalog;
        this.folder = folder;
    }

    /** The official files in this user's cache. */
    public static OfficialWeights forCurrentUser() {
        WeightSettings settings = WeightSettings.of(System.getenv(), Path.of(System.getProperty("user.home")));
        return new OfficialWeights(WeightCatalog.official(), new WeightFolder(settings.folder()));
    }

    /**
     * The preferred file of a network that is in the cache.
     *
     * @param network torchvision's name, such as {@code vgg19}, the name of a face model, such as {@code yunet}, or the id of a file
     */
    public Optional<Path> find(String network) throws IOException {
        List<OfficialFile> ofNetwork = catalog.of(network);
        List<OfficialFile> files = ofNetwork.isEmpty()
                ? catalog.files().stream()
                        .filter(file -> file.id().equals(network))
                        .toList()
                : ofNetwork;
        for (OfficialFile file : files) {
            Optional<Path> found = folder.find(file);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What the weights in a file expect of pixels, padding and batch norms. */
    public Convention convention(Path file, String network) throws IOException {
        Convention known = catalog.named(String.valueOf(file.getFileName()))
                .map(OfficialFile::convention)
                .orElse(null);
        return known == null ? Convention.of(WeightFormat.of(file), network) : known;
    }

    /**
     * Reads weights, one tensor at a time; of those that are not wanted no value is read. Counts of batches are left out, as
     * networks have no use for them.
     *
     * @param file safetensors, Keras {@code .h5} or PyTorch {@code .pth}, recognized by its first bytes
     * @param network torchvision's name, such as {@code vgg19}
     * @param wanted which of torchvision's names, such as {@code name -> name.startsWith("features.")}
     * @return float32 tensors in PyTorch's layout under torchvision's names, in the file's order; the caller owns them
     * @throws IOException if the file is damaged, is another network's, or holds nothing that is wanted
     */
    public static Map<String, Tensor> read(Path file, String network, Predicate<String> wanted) throws IOException {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        try (WeightFile weightFile = WeightFile.open(file)) {
            Map<String, TensorSource> sources = TensorSource.byTorchvisionName(weightFile, network);
            for (Map.Entry<String, TensorSource> entry : sources.entrySet()) {
                String name = entry.getKey();
                if (wanted.test(name) && !name.endsWith("num_batches_tracked")) {
                    weights.put(name, read(weightFile, entry.getValue()));
                }
            }
            if (weights.isEmpty()) {
                List<String> firstNames = sources.keySet().stream().limit(5).toList();
                throw new IOException("%s holds none of the weights of %s that are wanted; it begins with %s."
                        .formatted(file, network, firstNames));
            }
        }
        return weights;
    }

    /**
     * Which of torchvision's names a file holds; no values are read.
     *
     * @throws IOException if the file is damaged or another network's
     */
    public static Set<String> names(Path file, String network) throws IOException {
        try (WeightFile weightFile = WeightFile.open(file)) {
            return new LinkedHashSet<>(
                    TensorSource.byTorchvisionName(weightFile, network).keySet());
        }
    }

    private static Tensor read(WeightFile file, TensorSource source) throws IOException {
        Tensor stored = file.read(source.storedName());
        try {
            Tensor reordered = source.layout().apply(stored);
            Tensor floats = reordered.to(ScalarType.Float);
            Tensor weights = floats.contiguous();
            reordered.deallocate(); // the last handle keeps the values alive
            floats.deallocate();
            return weights;
        } catch (RuntimeException mismatch) {
            throw new IOException(
                    "%s has shape %s, which its layer cannot have."
                            .formatted(source.storedName(), Arrays.toString(stored.shape())),
                    mismatch);
        } finally {
            stored.deallocate();
        }
    }
}
