package dev.gioconda.style.loss;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What lies between painted features f and the content's p; the first two add up over the tiles of a picture.
 *
 * @param squaredSum {@code sum (f - p)^2}, a scalar
 * @param absoluteSum {@code sum |f - p|}, a scalar
 * @param spread {@code sum (p - mean p)^2} of the whole picture, the mean a channel's
 * @param count how many there are in the whole picture
 */
public record ContentDifference(Tensor squaredSum, Tensor absoluteSum, double spread, long count) {

    /**
     * Of a whole picture.
     *
     * @param stylized rows of channels // [m, c]
     * @param content likewise // [m, c]
     * @param spread of the content
     */
    public static ContentDifference between(Tensor stylized, Tensor content, double spread) {
        Tensor difference = stylized.sub(content);
        return new ContentDifference(difference.square().sum(), difference.abs().sum(), spread, content.numel());
    }

    /** The content's spread. // [m, c] */
    public static double spread(Tensor content) {
        Tensor variance = content.var(new long[] {0}, new ScalarOptional(), false);
        return Tensors.scalar(variance.sum()) * content.size(0);
    }

    /**
     * Rows where positions count differently.
     *
     * @param rows of channels // [m, c]
     * @param weights how much each position counts; null for all alike // [m, 1]
     * @param positions of the whole picture, over which shares sum to 1
     */
    public static Tensor weighted(Tensor rows, @Nullable Tensor weights, long positions) {
        return weights == null
                ? rows
                : rows.mul(Ops.scale(weights, (double) positions).sqrt());
    }
}
