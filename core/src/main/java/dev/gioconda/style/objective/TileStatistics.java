package dev.gioconda.style.objective;

import dev.gioconda.style.features.PooledFeatures;
import dev.gioconda.style.loss.ContentDifference;
import dev.gioconda.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;

/**
 * Statistics of an image, or of one tile, that are sums over tiles and sufficient for the losses. The loss of the whole image and its gradient
 * with respect to the statistics are computed without the features of the whole image in memory.
 *
 * @param styleMoments moments of the style layers
 * @param contentDifferences differences of the content layers
 */
record TileStatistics(
        Map<StyleTargets.StyleTap, PooledFeatures> styleMoments, Map<String, ContentDifference> contentDifferences) {

    /** All statistics, in a fixed order. */
    List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        styleMoments.values().forEach(moments -> tensors.addAll(List.of(moments.mean(), moments.secondMoment())));
        contentDifferences
                .values()
                .forEach(difference -> tensors.addAll(List.of(difference.squaredSum(), difference.absoluteSum())));
        return tensors;
    }

    /** Adds the statistics of a tile. */
    void add(TileStatistics other) {
        List<Tensor> added = other.tensors();
        List<Tensor> own = tensors();
        for (int i = 0; i < own.size(); i++) {
            own.get(i).add_(added.get(i));
        }
    }

    /** Makes the statistics leaves that collect gradients. */
    void requireGradients() {
        tensors().forEach(one -> one.requires_grad_(true));
    }

    /**
     * Surrogate loss {@code sum_i dL/dg_i * g_i} of one tile's content differences g; its gradient is the tile's term of the gradient of L.
     * A scalar.
     */
    Tensor surrogateLoss(Map<String, ContentDifference> tile) {
        Tensor sum = Tensors.zero();
        for (Map.Entry<String, ContentDifference> difference : contentDifferences.entrySet()) {
            ContentDifference part = Objects.requireNonNull(tile.get(difference.getKey()));
            sum = sum.add(gradientProduct(difference.getValue().squaredSum(), part.squaredSum()))
                    .add(gradientProduct(difference.getValue().absoluteSum(), part.absoluteSum()));
        }
        return sum;
    }

    private static Tensor gradientProduct(Tensor total, Tensor part) {
        Tensor gradient = total.grad();
        return gradient.defined()
                ? gradient.mul(part)
                : Tensors.zero(); // undefined if the loss does not use this number
    }
}
