package dev.gioconda.weights.format;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SqueezeNet 1.1 as DeepCognition/keras-squeezenet stores it: layers are called {@code fire2/squeeze1x1}, kernels {@code uniform2}, so the
 * order in a layer tells kernel and bias. The network differs from torchvision's in poolings only, which drop an odd last row or column.
 */
final class KerasSqueezeNet {

    private static final Pattern FIRE = Pattern.compile("fire([2-9])/(squeeze1x1|expand1x1|expand3x3)");
    private static final int[] FIRE_INDEX = {3, 4, 6, 7, 9, 10, 11, 12}; // torchvision also counts poolings

    private KerasSqueezeNet() {}

    static Map<String, TensorSource> names(KerasH5 file) throws IOException {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        Map<String, long[]> shapes = file.shapes();
        for (Map.Entry<String, List<String>> layer : file.layers().entrySet()) {
            String name = torchvisionName(layer.getKey());
            if (!name.isEmpty()) {
                List<String> weights = layer.getValue();
                if (weights.size() != 2 || rank(shapes, weights.get(0)) != 4 || rank(shapes, weights.get(1)) != 1) {
                    throw new IOException(
                            "These Keras weights are not squeezenet1_1's: %s is not the kernel and bias of %s."
                                    .formatted(weights, name));
                }
                sources.put(name + ".weight", new TensorSource(weights.get(0), TensorLayout.KERAS_CONVOLUTION));
                sources.put(name + ".bias", TensorSource.same(weights.get(1)));
            }
        }
        if (sources.isEmpty()) {
            throw new IOException("These Keras weights are not squeezenet1_1's: none of its layers is among %s."
                    .formatted(file.layers().keySet()));
        }
        return sources;
    }

    private static int rank(Map<String, long[]> shapes, String weight) {
        return shapes.getOrDefault(weight, new long[0]).length;
    }

    private static String torchvisionName(String layer) {
        Matcher fire = FIRE.matcher(layer);
        if (fire.matches()) {
            String part = fire.group(2).equals("squeeze1x1") ? "squeeze" : fire.group(2);
            return "features.%d.%s".formatted(FIRE_INDEX[Integer.parseInt(fire.group(1)) - 2], part);
        }
        return switch (layer) {
            case "conv1" -> "features.0";
            case "conv10" -> "classifier.1";
            default -> "";
        };
    }
}
