package dev.gioconda.style.loss;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Difference between features f of the stylized image and p of the content image. The two sums can be added over tiles.
 *
 * @param squaredSum {@code sum (f - p)^2}, a scalar
 * @param absoluteSum {@code sum |f - p|}, a scalar
 * @param spread {@code sum (p - mean p)^2} over the whole image, with the mean of each channel
 * @param count number of features of the whole image
 */
public record ContentDifference(Tensor squaredSum, Tensor absoluteSum, double spread, long count) {

    /**
     * The difference over a whole image.
     *
     * @param stylized features of the stylized image // [m, c]
     * @param content features of the content image // [m, c]
     * @param spread see {@link #spreadOf}
     */
    public static ContentDifference between(Tensor stylized, Tensor content, double spread) {
        Tensor difference = stylized.sub(content);
        return new ContentDifference(difference.square().sum(), difference.abs().sum(), spread, content.numel());
    }

    /** {@code sum (p - mean p)^2} of the features of the content image. // [m, c] */
    public static double spreadOf(Tensor content) {
        Tensor variance = content.var(new long[] {0}, new ScalarOptional(), false);
        return Tensors.scalar(variance.sum()) * content.size(0);
    }

    /**
     * Features times the square roots of their positions' weights, so that squared differences are weighted.
     *
     * @param rows features // [m, c]
     * @param weights of the positions, with sum 1 over the whole image; null for equal weights // [m, 1]
     * @param positions of the whole image
     */
    public static Tensor weighted(Tensor rows, @Nullable Tensor weights, long positions) {
        return weights == null
                ? rows
                : rows.mul(Ops.scale(weights, (double) positions).sqrt());
    }
}
