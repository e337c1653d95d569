package dev.gioconda.style;

import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * What one layer makes of one picture: a row of channels for every position.
 *
 * @param rows float32 // [m, c], m = h * w
 * @param height h
 * @param width w
 * @param share how much each position counts, all together 1; null when all count alike // [m, 1]
 */
record FeatureMap(
        Tensor rows, long height, long width, @Nullable Tensor share) {

    /** Takes a layer's output, without a copy where it is laid out channels-last. // [1, c, h, w] */
    static FeatureMap of(Tensor output) {
        long channels = output.size(1);
        Tensor rows = output.to(ScalarType.Float).permute(0, 2, 3, 1).reshape(-1, channels);
        return new FeatureMap(rows, output.size(2), output.size(3), null);
    }

    /**
     * The same with positions that count more or less (guided style transfer, Gatys et al. 2017, arXiv 1611.07865).
     *
     * @param map non-negative weights at any size // [1, 1, h', w']
     */
    FeatureMap weighted(Tensor map) {
        Tensor weights = Ops.plus(Canvas.resized(map, height, width), 1e-6).reshape(-1, 1);
        return new FeatureMap(rows, height, width, weights.div(weights.sum()));
    }

    /** Positions. */
    long positions() {
        return rows.size(0);
    }

    /** Channels. */
    long channels() {
        return rows.size(1);
    }

    /** {@code mu = mean_m f_m}. // [c] */
    Tensor mean() {
        return share == null ? rows.mean(0) : rows.mul(share).sum(0);
    }

    /** {@code mean_m f_m f_m'}, the Gram matrix of m positions divided by m. // [c, c] */
    Tensor secondMoment() {
        return share == null
                ? Ops.scale(rows.t().mm(rows), 1.0 / positions())
                : rows.t().mm(rows.mul(share));
    }

    /** {@code mean_m (f_m - mu)(f_m - mu)'}. // [c, c] */
    Tensor covariance(Tensor mean) {
        return secondMoment().sub(mean.outer(mean));
    }
}
