package dev.gioconda.style.loss;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What lies between painted features f and the content's p; the first two add up over the tiles of a picture.
 *
 * @param squares {@code sum (f - p)^2}, a scalar
 * @param magnitudes {@code sum |f - p|}, a scalar
 * @param spread {@code sum (p - mean p)^2} of the whole picture, the mean a channel's
 * @param values how many there are in the whole picture
 */
public record Gap(Tensor squares, Tensor magnitudes, double spread, long values) {

    /**
     * Of a whole picture.
     *
     * @param painted rows of channels // [m, c]
     * @param content likewise // [m, c]
     * @param spread of the content
     */
    public static Gap between(Tensor painted, Tensor content, double spread) {
        Tensor difference = painted.sub(content);
        return new Gap(difference.square().sum(), difference.abs().sum(), spread, content.numel());
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
     * @param share how much each position counts; null for all alike // [m, 1]
     * @param positions of the whole picture, over which shares sum to 1
     */
    public static Tensor weighted(Tensor rows, @Nullable Tensor share, long positions) {
        return share == null
                ? rows
                : rows.mul(Ops.scale(share, (double) positions).sqrt());
    }
}
