package dev.gioconda.style.objective;

import dev.gioconda.style.features.PooledFeatures;
import dev.gioconda.style.loss.ContentLoss;
import dev.gioconda.style.loss.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;

/**
 * What a loss needs of a picture, or one tile's share of it: numbers that add up over tiles, so that a whole picture's loss, and its slope
 * by each of them, is known without the picture ever being seen at once.
 *
 * @param looks moments of the styles' layers
 * @param gaps distances of the content's layers
 */
record Sums(Map<Aims.Look, PooledFeatures> looks, Map<String, Gap> gaps) {

    /** The numbers, in an order that two sums of one picture share. */
    List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        looks.values().forEach(look -> tensors.addAll(List.of(look.mean(), look.secondMoment())));
        gaps.values().forEach(gap -> tensors.addAll(List.of(gap.squares(), gap.magnitudes())));
        return tensors;
    }

    /** Adds another's numbers to these. */
    void add(Sums other) {
        List<Tensor> more = other.tensors();
        List<Tensor> own = tensors();
        for (int i = 0; i < own.size(); i++) {
            own.get(i).add_(more.get(i));
        }
    }

    /** From now on the numbers collect gradients. */
    void follow() {
        tensors().forEach(one -> one.requires_grad_(true));
    }

    /** {@code sum_i dL/dg_i * g_i} of one tile's distances g to the content, whose gradient is the tile's part of the loss's. A scalar. */
    Tensor slopeOf(Map<String, Gap> tile) {
        Tensor sum = ContentLoss.none();
        for (Map.Entry<String, Gap> gap : gaps.entrySet()) {
            Gap part = Objects.requireNonNull(tile.get(gap.getKey()));
            sum = sum.add(along(gap.getValue().squares(), part.squares()))
                    .add(along(gap.getValue().magnitudes(), part.magnitudes()));
        }
        return sum;
    }

    private static Tensor along(Tensor whole, Tensor part) {
        Tensor slope = whole.grad();
        return slope.defined() ? slope.mul(part) : ContentLoss.none(); // not every loss needs every number
    }
}
