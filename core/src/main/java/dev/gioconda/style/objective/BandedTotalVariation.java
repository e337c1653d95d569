package dev.gioconda.style.objective;

import dev.gioconda.style.loss.TotalVariation;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** A large picture's smoothness and its gradient, band by band, so that no copy of the whole picture is needed. */
final class BandedTotalVariation {

    private static final long ROWS = 256;

    private BandedTotalVariation() {}

    /**
     * Adds the gradient of {@code weight * smoothness}.
     *
     * @param image the picture, without a gradient of its own // [1, 3, h, w]
     * @param gradient what is added to // [1, 3, h, w]
     * @return the weighted smoothness, a scalar
     */
    static Tensor backward(TotalVariation kind, double weight, Tensor image, Tensor gradient) {
        long height = image.size(2);
        Tensor sum = Tensors.zero();
        for (long top = 0; top < height; top += ROWS) {
            long bottom = Math.min(height, top + ROWS);
            long rowCount = Math.min(height, bottom + 1)
                    - top; // with a row of the next band, to whose first row the last one is compared
            TotalVariation.Band band = new TotalVariation.Band(top == 0, bottom == height, height, image.size(3));
            try (PointerScope scope = new PointerScope()) {
                Tensor rows = image.narrow(2, top, rowCount).clone().requires_grad_(true);
                Tensor part = Ops.scale(kind.of(rows, band), weight);
                part.backward();
                try (NoGradGuard noGrad = new NoGradGuard()) {
                    gradient.narrow(2, top, rowCount).add_(rows.grad());
                    sum.add_(part.detach());
                }
            }
        }
        return sum;
    }
}
