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
 * What a loss needs of a picture, or one tile's share of it: numbers that add up over tiles, so that a whole picture's loss, and its slope
 * by each of them, is known without the picture ever being seen at once.
 *
 * @param styleMoments moments of the styles' layers
 * @param contentDifferences distances of the content's layers
 */
record TileStatistics(
        Map<StyleTargets.StyleTap, PooledFeatures> styleMoments, Map<String, ContentDifference> contentDifferences) {

    /** The numbers, in an order that two sums of one picture share. */
    List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        styleMoments.values().forEach(moments -> tensors.addAll(List.of(moments.mean(), moments.secondMoment())));
        contentDifferences
                .values()
                .forEach(difference -> tensors.addAll(List.of(difference.squaredSum(), difference.absoluteSum())));
        return tensors;
    }

    /** Adds another's numbers to these. */
    void add(TileStatistics other) {
        List<Tensor> added = other.tensors();
        List<Tensor> own = tensors();
        for (int i = 0; i < own.size(); i++) {
            own.get(i).add_(added.get(i));
        }
    }

    /** From now on the numbers collect gradients. */
    void requireGradients() {
        tensors().forEach(one -> one.requires_grad_(true));
    }

    /** {@code sum_i dL/dg_i * g_i} of one tile's distances g to the content, whose gradient is the tile's part of the loss's. A scalar. */
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
        return gradient.defined() ? gradient.mul(part) : Tensors.zero(); // not every loss needs every number
    }
}
