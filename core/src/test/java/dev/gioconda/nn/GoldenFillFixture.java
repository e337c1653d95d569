package dev.gioconda.nn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Weights and images that can be generated from their names alone: the k-th tensor of a network, counted from 1 in
 * torchvision's order, holds draws of the generator {@link #uniform} with seed k.
 */
public final class GoldenFillFixture {

    private static final int CHUNK = 1 << 20;

    /** A name and shape of torchvision's list. */
    public record Key(String name, long[] shape) {
        @Override
        public String toString() {
            return name + " " + Arrays.toString(shape);
        }
    }

    private GoldenFillFixture() {}

    /** The list of a file such as {@code resnet18.keys.json}. */
    public static List<Key> keys(Path file) throws IOException {
        List<Key> keys = new ArrayList<>();
        for (JsonNode entry : new ObjectMapper().readTree(file.toFile()).get("state_dict")) {
            long[] shape = new long[entry.get(1).size()];
            Arrays.setAll(shape, i -> entry.get(1).get(i).asLong());
            keys.add(new Key(entry.get(0).asText(), shape));
        }
        return keys;
    }

    /** A network's own list; {@code state()} has the buffers last, torchvision has them beside their normalization layer. */
    static List<Key> keys(Network network) {
        Map<String, Tensor> state = network.state();
        List<Key> keys = new ArrayList<>();
        state.forEach((name, tensor) -> {
            if (!name.contains(".running_")) {
                keys.add(new Key(name, tensor.shape()));
            }
            for (String buffer : List.of(".running_mean", ".running_var")) {
                Tensor value = state.get(prefix(name) + buffer);
                if (name.endsWith(".bias") && value != null) {
                    keys.add(new Key(prefix(name) + buffer, value.shape()));
                }
            }
        });
        return keys;
    }

    /** Gives every tensor its values; a normalization layer is recognized by its running mean. */
    public static void fill(Network network, List<Key> keys) {
        Map<String, Tensor> state = network.state();
        Set<String> normalizations = new HashSet<>();
        for (Key key : keys) {
            if (key.name().endsWith(".running_mean")) {
                normalizations.add(prefix(key.name()));
            }
        }
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (int k = 1; k <= keys.size(); k++) {
                Key key = keys.get(k - 1);
                Tensor tensor = Objects.requireNonNull(state.get(key.name()), key.name());
                float[] rule = rule(key, normalizations.contains(prefix(key.name())));
                fill(tensor, key.shape(), k, rule[0], rule[1]);
            }
        }
    }

    private static String prefix(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** Offset and scale of {@code s = 2u - 1}. */
    private static float[] rule(Key key, boolean normalization) {
        if (key.name().endsWith(".running_var")) {
            return new float[] {1.25f, 0.25f}; // 1 + u / 2
        }
        if (key.name().endsWith(".running_mean") || (normalization && key.name().endsWith(".bias"))) {
            return new float[] {0, 0.2f};
        }
        if (normalization) {
            return new float[] {1, 0.2f};
        }
        if (key.shape().length == 1) {
            return new float[] {0, 0.1f};
        }
        long fanIn = Arrays.stream(key.shape()).skip(1).reduce(1, (a, b) -> a * b);
        return new float[] {0, (float) Math.sqrt(6.0 / fanIn)};
    }

    private static void fill(Tensor tensor, long[] shape, int seed, float offset, float scale) {
        if (shape.length == 4) { // channels-last in memory
            tensor.copy_(Tensors.of(drawRange(seed, 0, (int) tensor.numel(), offset, scale), shape));
            return;
        }
        Tensor flat = tensor.view(-1);
        for (long at = 0; at < flat.numel(); at += CHUNK) {
            int n = (int) Math.min(CHUNK, flat.numel() - at);
            flat.narrow(0, at, n).copy_(Tensors.of(drawRange(seed, at, n, offset, scale), n));
        }
    }

    /** A tensor of {@code offset + scale (2 u - 1)} in row-major order. */
    public static Tensor tensor(int seed, float offset, float scale, long... shape) {
        int n = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return Tensors.of(drawRange(seed, 0, n, offset, scale), shape);
    }

    private static float[] drawRange(int seed, long from, int count, float offset, float scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = offset + scale * (2 * uniform(seed, from + i) - 1);
        }
        return values;
    }

    /** The i-th draw in [0, 1): SplitMix64's finalizer (Steele et al. 2014) of seed and i, its upper 24 bits. */
    static float uniform(long seed, long i) {
        long z = seed * 0x9E3779B97F4A7C15L + (i + 1) * 0xBF58476D1CE4E5B9L;
        z += 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 40) / 16777216f;
    }
}
