package dev.gioconda.style.metric;

import dev.gioconda.style.canvas.ColorMode;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Streaks along the border of the frame: the largest step from one row, or column, to the next near the border, in mean luma, divided by the
 * root mean square of the steps elsewhere. Steps that go along the whole side come from a network's padding.
 */
final class BorderStreaks {

    private static final int BAND = 8; // pixels

    private BorderStreaks() {}

    /** The largest of the four sides; about 2 without streaks; empty for an image smaller than four bands. // [1, 3, h, w] */
    static Optional<Double> of(Tensor pixels) {
        if (Math.min(pixels.size(2), pixels.size(3)) < 4 * BAND) {
            return Optional.empty();
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor luma = ColorMode.luma(pixels).squeeze(0).squeeze(0); // [h, w]
            return Optional.of(Math.max(ofMeans(luma.mean(1)), ofMeans(luma.mean(0))));
        }
    }

    /** The measure of the means of rows or columns. // [n] */
    private static double ofMeans(Tensor means) {
        long n = means.size(0);
        Tensor steps = means.narrow(0, 1, n - 1).sub(means.narrow(0, 0, n - 1)).abs(); // [n - 1]
        Tensor border = torch.cat(new TensorVector(steps.narrow(0, 0, BAND), steps.narrow(0, n - 1 - BAND, BAND)), 0);
        Tensor inside = steps.narrow(0, BAND, n - 1 - 2 * BAND);
        return Tensors.scalar(border.max())
                / Math.sqrt(Tensors.scalar(Ops.plus(inside.square().mean(), 1e-12)));
    }
}
