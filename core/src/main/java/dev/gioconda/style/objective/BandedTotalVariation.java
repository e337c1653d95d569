package dev.gioconda.style.objective;

import dev.gioconda.style.loss.TotalVariation;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Total variation of a large image and its gradient, computed in bands of rows to avoid copies of the whole image. */
final class BandedTotalVariation {

    private static final long ROWS = 256;

    private BandedTotalVariation() {}

    /**
     * Adds the gradient of {@code weight * TV} to a gradient.
     *
     * @param image without autograd // [1, 3, h, w]
     * @param gradient is changed // [1, 3, h, w]
     * @return the weighted total variation, a scalar
     */
    static Tensor backward(TotalVariation kind, double weight, Tensor image, Tensor gradient) {
        long height = image.size(2);
        Tensor sum = Tensors.zero();
        for (long top = 0; top < height; top += ROWS) {
            long bottom = Math.min(height, top + ROWS);
            // includes the first row of the next band, the lower neighbor of the last row
            long rowCount = Math.min(height, bottom + 1) - top;
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
