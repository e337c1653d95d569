package dev.gioconda.weights.format;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes Keras weights: layers in order, each with its weights in order, all values 0, 0.5, 1, … in row-major order. */
final class KerasFileFixture {

    private final Map<String, Map<String, int[]>> layers = new LinkedHashMap<>();

    KerasFileFixture layer(String name) {
        layers.put(name, new LinkedHashMap<>());
        return this;
    }

    /** Adds a weight to a layer. */
    KerasFileFixture weight(String layer, String weight, int... shape) {
        layers.computeIfAbsent(layer, name -> new LinkedHashMap<>()).put(weight, shape);
        return this;
    }

    KerasFileFixture convolution(String layer, String kernel, int... shape) {
        return weight(layer, layer + "/" + kernel + ":0", shape);
    }

    KerasFileFixture norm(String layer) {
        for (String weight : new String[] {"gamma", "beta", "moving_mean", "moving_variance"}) {
            weight(layer, layer + "/" + weight + ":0", 2);
        }
        return this;
    }

    void write(Path file) {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            write(hdf);
        }
    }

    /** A whole model: the weights in a group, beside the architecture and the optimizer's state. */
    void writeModel(Path file) {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putAttribute("model_config", "{}");
            write(hdf.putGroup("model_weights"));
            hdf.putGroup("optimizer_weights").putDataset("Variable:0", new float[] {1, 2});
        }
    }

    private void write(WritableGroup hdf) {
        hdf.putAttribute("layer_names", layers.keySet().toArray(String[]::new));
        Map<String, WritableGroup> groups = new LinkedHashMap<>();
        layers.forEach((layer, weights) -> {
            WritableGroup group = group(hdf, groups, layer);
            if (!weights.isEmpty()) { // the library cannot write an empty list; the golden file has one
                group.putAttribute("weight_names", weights.keySet().toArray(String[]::new));
            }
            weights.forEach((weight, shape) -> {
                int slash = weight.lastIndexOf('/');
                WritableGroup parent =
                        slash < 0 ? group : group(group, groups, layer + "//", weight.substring(0, slash));
                parent.putDataset(weight.substring(slash + 1), ramp(new int[1], shape, 0));
            });
        });
    }

    private static WritableGroup group(WritableGroup root, Map<String, WritableGroup> groups, String path) {
        return group(root, groups, "", path);
    }

    private static WritableGroup group(
            WritableGroup root, Map<String, WritableGroup> groups, String base, String path) {
        WritableGroup group = root;
        StringBuilder currentPath = new StringBuilder(base);
        for (String step : path.split("/", -1)) {
            WritableGroup parent = group;
            group = groups.computeIfAbsent(
                    currentPath.append('/').append(step).toString(), created -> parent.putGroup(step));
        }
        return group;
    }

    private static Object ramp(int[] next, int[] shape, int depth) {
        if (depth == shape.length - 1) {
            float[] values = new float[shape[depth]];
            for (int i = 0; i < values.length; i++) {
                values[i] = next[0]++ * 0.5f;
            }
            return values;
        }
        int[] sides = java.util.Arrays.copyOfRange(shape, depth, shape.length);
        Object array = java.lang.reflect.Array.newInstance(float.class, sides);
        for (int i = 0; i < shape[depth]; i++) {
            java.lang.reflect.Array.set(array, i, ramp(next, shape, depth + 1));
        }
        return array;
    }
}
