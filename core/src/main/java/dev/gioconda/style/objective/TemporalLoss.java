package dev.gioconda.style.objective;

import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.Tensor;

/**
 * Holds a frame x to the painting y of the frame before: {@code weight * mean (s (x - y)^2)} over pixels and channels, the temporal loss of
 * Ruder, Dosovitskiy and Brox 2016 (arXiv 1604.08610) with our own s and y, see {@link dev.gioconda.style.video.BlockMotion Motion}.
 *
 * @param warpedPrevious y, moved as the photograph did // [1, 3, h, w]
 * @param consistencyMask s, 1 where the photograph only moved, 0 where it changed // [1, 1, h, w]
 * @param weight of the term
 */
public record TemporalLoss(Tensor warpedPrevious, Tensor consistencyMask, double weight) {

    /** A scalar. // [1, 3, h, w] */
    public Tensor distance(Tensor pixels) {
        return Ops.scale(
                pixels.sub(warpedPrevious).square().mul(consistencyMask).mean(), weight);
    }
}
