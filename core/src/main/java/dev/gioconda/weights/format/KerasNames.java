package dev.gioconda.weights.format;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** From the layers of {@code keras.applications} to torchvision's names; each network has its own way. */
final class KerasNames {

    private KerasNames() {}

    /** Every weight of a file that torchvision has a name for. */
    static Map<String, TensorSource> of(KerasH5 file, String network) throws IOException {
        return switch (network) {
            case "vgg16", "vgg19" -> KerasVgg.names(file, network);
            case "efficientnet_b0" -> layers(file, network, KerasEfficientNet::torchvisionName);
            case "densenet121" -> layers(file, network, KerasDenseNet::torchvisionName);
            case "squeezenet1_1" -> KerasSqueezeNet.names(file);
            case "resnet50" ->
                throw new IOException(
                        "Keras' ResNet50 is another network than torchvision's (biases in its convolutions, the stride elsewhere); "
                                + "take resnet50-torchvision (.pth) or resnet50-timm (.safetensors).");
            default ->
                throw new IOException(
                        "Keras has no weights for %s that are known here; known are vgg16, vgg19, efficientnet_b0, densenet121 and squeezenet1_1."
                                .formatted(network));
        };
    }

    /** Torchvision's name of a Keras layer; empty for a layer without a twin, such as the pixels' normalisation. */
    @FunctionalInterface
    interface LayerName {
        String of(String layer);
    }

    private static Map<String, TensorSource> layers(KerasH5 file, String network, LayerName names) throws IOException {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> layer : file.layers().entrySet()) {
            String name = names.of(layer.getKey());
            if (!name.isEmpty()) {
                for (String weight : layer.getValue()) {
                    sources.put(name + "." + parameterName(network, weight), source(file, weight));
                }
            }
        }
        if (sources.isEmpty()) {
            throw new IOException("These Keras weights are not %s's: none of its layers is among %s."
                    .formatted(network, file.layers().keySet()));
        }
        return sources;
    }

    private static String parameterName(String network, String weight) throws IOException {
        return switch (baseName(weight)) {
            case "kernel", "depthwise_kernel", "gamma" -> "weight";
            case "bias", "beta" -> "bias";
            case "moving_mean" -> "running_mean";
            case "moving_variance" -> "running_var";
            default -> throw new IOException("Keras' %s has no weight called %s.".formatted(network, weight));
        };
    }

    private static TensorSource source(KerasH5 file, String weight) {
        long[] shape = file.shapes().getOrDefault(weight, new long[0]);
        if (baseName(weight).equals("depthwise_kernel")) {
            return new TensorSource(weight, TensorLayout.KERAS_DEPTHWISE);
        }
        return new TensorSource(weight, layoutOfRank(shape.length));
    }

    /** The layout of a weight by its number of sides: a convolution's has four, a dense layer's two. */
    static TensorLayout layoutOfRank(int rank) {
        return switch (rank) {
            case 4 -> TensorLayout.KERAS_CONVOLUTION;
            case 2 -> TensorLayout.KERAS_DENSE;
            default -> TensorLayout.SAME;
        };
    }

    /** {@code kernel} of {@code conv1/conv/kernel:0} and of {@code stem_conv/kernel_1:0}. */
    private static String baseName(String weight) {
        return weight.substring(weight.lastIndexOf('/') + 1)
                .replaceFirst(":\\d+$", "")
                .replaceFirst("_\\d+$", "")
                .toLowerCase(Locale.ROOT);
    }
}
