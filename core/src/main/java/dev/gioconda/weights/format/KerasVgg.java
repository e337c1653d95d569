package dev.gioconda.weights.format;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * VGG of {@code keras.applications}: as Keras itself does, layers are matched by their order, those without weights left out.
 * torchvision counts ReLU and pooling too, hence the gaps in its numbers.
 */
final class KerasVgg {

    private static final List<Integer> VGG16 = List.of(0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28);
    private static final List<Integer> VGG19 = List.of(0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34);
    private static final List<Integer> DENSE = List.of(0, 3, 6);

    private KerasVgg() {}

    static Map<String, TensorSource> names(KerasH5 file, String network) throws IOException {
        List<Integer> convolutions = network.equals("vgg16") ? VGG16 : VGG19;
        Map<String, long[]> shapes = file.shapes();
        List<List<String>> layers = file.layers().values().stream()
                .filter(layer -> !layer.isEmpty())
                .toList();
        int top = convolutions.size() + DENSE.size();
        if (layers.size() != convolutions.size() && layers.size() != top) {
            throw new IOException(
                    "These Keras weights are not %s's: %d layers have weights, expected %d, or %d with the top."
                            .formatted(network, layers.size(), convolutions.size(), top));
        }
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            boolean dense = i >= convolutions.size();
            int depth = i - convolutions.size();
            String name = dense ? "classifier." + DENSE.get(depth) : "features." + convolutions.get(i);
            List<String> layer = layers.get(i);
            long[] kernel = shapes.getOrDefault(layer.get(0), new long[0]);
            if (layer.size() != 2 || kernel.length != (dense ? 2 : 4)) {
                throw new IOException("These Keras weights are not %s's: %s is not the kernel and bias of %s."
                        .formatted(network, layer, name));
            }
            TensorLayout layout = depth == 0
                    ? flattened(
                            network,
                            kernel,
                            shapes.getOrDefault(layers.get(i - 1).get(0), kernel))
                    : KerasNames.layoutOfRank(kernel.length);
            sources.put(name + ".weight", new TensorSource(layer.get(0), layout));
            sources.put(name + ".bias", TensorSource.same(layer.get(1)));
        }
        return sources;
    }

    private static TensorLayout flattened(String network, long[] kernel, long[] convolution) throws IOException {
        long channels = Math.max(1, convolution[3]);
        long side = Math.round(Math.sqrt(kernel[0] / (double) channels));
        if (side * side * channels != kernel[0]) {
            throw new IOException(
                    "These Keras weights are not %s's: %d inputs of the first dense layer are not a square of %d channels."
                            .formatted(network, kernel[0], channels));
        }
        return TensorLayout.kerasDenseAfterFlatten(side, channels);
    }
}
