package dev.gioconda.style.objective;

import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.Tensor;

/**
 * Temporal loss of a frame x: {@code weight * mean (s (x - y)^2)} over pixels and channels (Ruder, Dosovitskiy and Brox 2016,
 * arXiv 1604.08610). Differs in s and y, which come from block motion instead of optical flow, see {@code style.video.BlockMotion}.
 *
 * @param warpedPrevious y, the previous stylized frame warped by the motion of the content // [1, 3, h, w]
 * @param consistencyMask s, 1 where the content only moved, 0 where it changed // [1, 1, h, w]
 * @param weight of the term
 */
public record TemporalLoss(Tensor warpedPrevious, Tensor consistencyMask, double weight) {

    /** The loss of a frame, a scalar. // [1, 3, h, w] */
    public Tensor distance(Tensor pixels) {
        return Ops.scale(
                pixels.sub(warpedPrevious).square().mul(consistencyMask).mean(), weight);
    }
}
