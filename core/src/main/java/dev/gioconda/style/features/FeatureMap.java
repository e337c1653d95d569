package dev.gioconda.style.features;

import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.tensor.Ops;
import java.util.Map;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Features of one layer for one image: a row of channels for each position.
 *
 * @param outputs in the precision of the network // [m, c], m = h * w
 * @param height h
 * @param width w
 * @param weights weight of each position, with sum 1; null for equal weights // [m, 1]
 */
public record FeatureMap(
        Tensor outputs, long height, long width, @Nullable Tensor weights) implements Features {

    /** Wraps a layer's output; no copy if its memory format is channels-last. // [1, c, h, w] */
    public static FeatureMap of(Tensor output) {
        long channels = output.size(1);
        Tensor rows = output.permute(0, 2, 3, 1).reshape(-1, channels);
        return new FeatureMap(rows, output.size(2), output.size(3), null);
    }

    /** The features of a layer. */
    public static FeatureMap of(Map<String, FeatureMap> features, String layer) {
        FeatureMap map = features.get(layer);
        if (map == null) {
            throw new IllegalStateException("Layer " + layer + " was not computed.");
        }
        return map;
    }

    /** The outputs in float32: a copy if they are bfloat16. // [m, c] */
    public Tensor rows() {
        return outputs.to(ScalarType.Float);
    }

    /**
     * Weights the positions (guided style transfer, Gatys et al. 2017, arXiv 1611.07865).
     *
     * @param map non-negative weights at any size // [1, 1, h', w']
     */
    public FeatureMap weighted(Tensor map) {
        return new FeatureMap(outputs, height, width, normalizedWeights(map, height, width));
    }

    /** Resizes a map of weights to the positions of a layer and scales its sum to 1. // [1, 1, h', w'] to [m, 1] */
    public static Tensor normalizedWeights(Tensor map, long height, long width) {
        Tensor weights =
                Ops.plus(ImageTensors.resizeMap(map, height, width), 1e-6).reshape(-1, 1);
        return weights.div(weights.sum());
    }

    @Override
    public long positions() {
        return outputs.size(0);
    }

    @Override
    public long channels() {
        return outputs.size(1);
    }

    @Override
    public Tensor mean() {
        return weights == null
                ? outputs.mean(new long[] {0}, false, new ScalarTypeOptional(ScalarType.Float))
                : rows().mul(weights).sum(0);
    }

    @Override
    public Tensor meanSquare() {
        return weights == null
                ? rows().square().mean(0)
                : rows().square().mul(weights).sum(0);
    }

    @Override
    public Tensor secondMoment() {
        return SecondMoment.of(this);
    }

    @Override
    public FeatureMap featureMap() {
        return this;
    }
}
