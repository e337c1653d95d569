package dev.gioconda.nn;

import dev.gioconda.tensor.Ops;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Folds the batch normalizations of a VGG into its convolutions, which gives a plain VGG with the same outputs: with
 * scale {@code s = weight / sqrt(variance + 1e-5)}, the convolution's kernels become {@code s w} and its bias {@code s
 * (b - mean) + bias}.
 */
public final class BatchNormFolding {

    private static final double EPSILON = 1e-5;

    private BatchNormFolding() {}

    /**
     * The state of the plain VGG.
     *
     * @param state of a VGG with batch normalization, {@code features.N} and {@code norms.N}
     */
    public static Map<String, Tensor> fold(Map<String, Tensor> state) {
        Map<String, Tensor> folded = new LinkedHashMap<>();
        try (NoGradGuard noGrad = new NoGradGuard()) {
            state.forEach((name, tensor) -> {
                if (name.startsWith("features.") && name.endsWith(".weight")) {
                    String index = name.substring("features.".length(), name.length() - ".weight".length());
                    String norm = "norms." + index + ".";
                    Tensor variance = get(state, norm + "running_var"); // [c]
                    Tensor scale = get(state, norm + "weight")
                            .div(Ops.plus(variance, EPSILON).sqrt()); // [c]
                    Tensor bias = get(state, "features." + index + ".bias"); // [c]
                    folded.put(name, tensor.mul(scale.view(-1, 1, 1, 1))); // [c, in, 3, 3]
                    folded.put(
                            "features." + index + ".bias",
                            bias.sub(get(state, norm + "running_mean"))
                                    .mul(scale)
                                    .add(get(state, norm + "bias")));
                }
            });
        }
        return folded;
    }

    private static Tensor get(Map<String, Tensor> state, String name) {
        return Objects.requireNonNull(state.get(name), () -> "The state has no " + name + ".");
    }
}
