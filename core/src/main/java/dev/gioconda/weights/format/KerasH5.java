package dev.gioconda.weights.format;

import dev.gioconda.tensor.Tensors;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A weights file or a whole model of Keras 1 or 2: HDF5 in which the attribute {@code layer_names} of the root gives the layers'
 * order, and in each layer's group {@code weight_names} that of its weights. Tensors are called {@code layer/weight} here and
 * keep Keras' layout: convolutions [rows, columns, in, out], dense layers [in, out]. Source: Keras, legacy_h5_format.
 *
 * <p>The file is mapped, and the HDF5 library reads slices of the map, so that a wrong length inside cannot ask for memory.
 * Links, compression and chunks are refused: the official files have none.
 */
public final class KerasH5 implements WeightFile {

    private static final String LAYER_NAMES = "layer_names";
    private static final String WEIGHT_NAMES = "weight_names";

    private final Path file;
    private final Map<String, List<String>> layers = new LinkedHashMap<>();
    private final Map<String, H5Values> values = new LinkedHashMap<>();

    private KerasH5(Path file, ByteBuffer map) throws IOException {
        this.file = file;
        try (HdfFile hdf = HdfFile.fromByteBuffer(map)) {
            Node modelWeights = hdf.getChild("model_weights"); // in a file that also contains the architecture
            Group root = modelWeights instanceof Group group ? group : hdf;
            long total = 0;
            for (String layer : names(root, LAYER_NAMES)) {
                Node group = find(root, layer);
                List<String> weights = new ArrayList<>();
                for (String weight : names(group, WEIGHT_NAMES)) {
                    String name = layer + "/" + weight;
                    H5Values found = values(name, find(group, weight));
                    total += found.bytes().remaining();
                    if (total > map.capacity() || values.put(name, found) != null) {
                        throw damaged("%s is named twice, or overlaps others".formatted(name));
                    }
                    weights.add(name);
                }
                if (layers.put(layer, Collections.unmodifiableList(weights)) != null) {
                    throw damaged("layer %s is named twice".formatted(layer));
                }
            }
        }
    }

    /** Opens a file and reads its layers' names and shapes. */
    public static KerasH5 open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException(
                        "%s has %d bytes; Keras files above 2 GiB are not read.".formatted(file, channel.size()));
            }
            return new KerasH5(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (RuntimeException | StackOverflowError broken) { // how the library reports damage; a tree with a cycle
            throw new IOException(
                    "%s is cut off or damaged: it cannot be read as HDF5 (%s)."
                            .formatted(
                                    file,
                                    broken instanceof StackOverflowError ? "endless nesting" : broken.getMessage()),
                    broken);
        }
    }

    /** The layers in the network's order, each with the names of its weights in the layer's order; some layers have none. */
    public Map<String, List<String>> layers() {
        return Collections.unmodifiableMap(layers);
    }

    @Override
    public WeightFormat format() {
        return WeightFormat.KERAS_H5;
    }

    @Override
    public Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        values.forEach((name, found) -> shapes.put(name, found.shape()));
        return shapes;
    }

    @Override
    public ScalarType type(String name) throws IOException {
        return stored(name).type();
    }

    @Override
    public Tensor read(String name) throws IOException {
        H5Values found = stored(name);
        Tensor tensor = torch.empty(found.shape(), new TensorOptions(found.type()), null);
        Tensors.memory(tensor).put(found.bytes().duplicate());
        return tensor;
    }

    @Override
    public void close() {
        values.clear(); // the mapping is freed by the garbage collector
    }

    private H5Values stored(String name) throws IOException {
        H5Values found = values.get(name);
        if (found == null) {
            throw new IOException("%s holds no tensor %s.".formatted(file, name));
        }
        return found;
    }

    /** Finds a node by its path without following links, which could point into other files. */
    private Node find(Node from, String path) throws IOException {
        Node node = from;
        for (String step : path.split("/", -1)) {
            node = node instanceof Group group && !node.isLink() ? group.getChild(step) : null;
            if (node == null || node.isLink()) {
                throw damaged("%s is named but not there".formatted(path));
            }
        }
        return node;
    }

    /** The layers' names must be there; a layer without such an attribute has no weights. */
    private List<String> names(Node node, String attribute) throws IOException {
        Attribute found = node.getAttributes().get(attribute);
        if (found == null && attribute.equals(LAYER_NAMES)) {
            throw new IOException(
                    "%s is HDF5 but no Keras weights: it has no attribute %s.".formatted(file, attribute));
        }
        return found == null ? List.of() : H5Names.of(found);
    }

    private H5Values values(String name, Node node) throws IOException {
        if (!(node instanceof ContiguousDataset dataset) || ((Dataset) node).isEmpty()) {
            throw damaged(
                    "%s is not a contiguous array (chunked or compressed data sets are not supported)".formatted(name));
        }
        return H5Values.of(name, dataset);
    }

    private IOException damaged(String detail) {
        return new IOException("%s cannot be used as Keras weights: %s.".formatted(file, detail));
    }
}
